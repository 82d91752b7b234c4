// Gateway: the door through which an MTA pushes one mail into Postern.
//
// Command line, environment and standard input come in, one exit status goes out, and 0 only after
// the mail is on the disk. It calls the rooms in their order: Intake reads, the Desk decides and
// stores, Delivery tries what is due.
//
// It refuses to know: what a mail means, which ticket it belongs to, who may do what. It is the
// only module on the mail's way that reads settings, environment, clock and standard input.
//
// Start reading at ``MailGateway/run()``. `mailgate` is this module and nothing more; `postern
// receive` is this module with the engines that `mailgate` does without.

import CCrashGuard
import Delivery
import Desk
import Settings
import Store
import Tickets

/// Takes in one mail.
package struct MailGateway: Sendable {
    private let surroundings: GatewaySurroundings
    private let engines: GatewayEngines

    /// Takes what the process was started with, and the engines that it was linked with.
    package init(surroundings: GatewaySurroundings, engines: GatewayEngines = .sqliteOnly) {
        self.surroundings = surroundings
        self.engines = engines
    }

    /// Does all that one start of the program is for. Call it once, first thing, on the main
    /// thread.
    ///
    /// Installs the crash guard: from here on no crash and no signal looks like anything but
    /// "try again later" to the MTA, or like success once the mail is stored.
    ///
    /// - Returns: one of ``ExitStatus``; the caller ends the process with it.
    package func run() async -> Int32 {
        surroundings.program.withUTF8Buffer { name in
            // SAFETY: a StaticString lives as long as the process and ends with a NUL.
            let text = UnsafeRawPointer(name.baseAddress)?.assumingMemoryBound(to: CChar.self)
            crash_guard_install(text)
        }
        var log = GatewayLog(surroundings)
        switch GatewayOptions.parse(surroundings.arguments) {
        case .failure(let error):
            let hint = error.exitStatus == ExitStatus.usage ? "; try --help" : ""
            return stop(log, error.text + hint, status: error.exitStatus)
        case .success(.help): return inform(GatewayHelp.text, log)
        case .success(.version):
            return inform("\(surroundings.program) (Postern) \(Release.version)\n", log)
        case .success(.receive(let options)):
            do {
                return try await receive(options, &log)
            } catch {
                // Whatever it is, the MTA keeps the mail: a surprise must not lose it.
                return stop(log, ErrorText.line(error), status: ExitStatus.temporary)
            }
        }
    }

    // MARK: The mail's way

    private func receive(_ options: GatewayOptions, _ log: inout GatewayLog) async throws -> Int32 {
        log.isVerbose = options.isVerbose
        log.isDebug = options.isDebug
        if !options.ignored.isEmpty {
            log.debug("without effect: \(options.ignored.joined(separator: " "))")
        }
        let location = SettingsLocator(
            argument: options.configPath, environment: surroundings.environment,
            currentFolder: surroundings.currentFolder)
        let settings = try Settings.load(from: location)
        log.take(settings.log)
        log.debug("settings: \(location.file)")
        if case .postgresql = settings.database.url, engines.openPostgreSQL == nil {
            // Before a byte of the mail is read: it has to be there for the other program.
            throw surroundings.sibling.becomeReceiver(surroundings.arguments)
        }

        let input = StandardInput(descriptor: surroundings.input)
        if input.isTerminal { log.hint("reading a mail from the terminal; Control-D ends it") }
        switch input.read(bytesMax: settings.mail.sizeMax) {
        case .unreadable(let words):
            throw GatewayError(.unreadableInput, "standard input cannot be read: \(words)")
        case .tooLarge:
            let text = "the mail is larger than \(settings.mail.sizeMax) bytes (mail.size_max)"
            return stop(log, text, status: ExitStatus.tooLarge)
        case .mail(let raw):
            let store = try engines.openStore(settings)
            let receipt = try take(raw, into: store, options, settings, log)
            await deliver(receipt, from: store, settings, location, log)
            return ExitStatus.takenOver
        }
    }

    /// Reads the mail and stores it with all that it causes; on the disk when this returns.
    private func take(
        _ raw: [UInt8], into store: TicketStore, _ options: GatewayOptions, _ settings: Settings,
        _ log: GatewayLog
    ) throws -> Receipt {
        let mark = CrashMark(
            stateFolder: settings.stateFolder, raw: raw,
            processorSecondsMax: settings.mail.cpuSecondsMax)
        if !mark.begin() { log.debug("crashes cannot be counted in \(mark.folder)") }
        let verdict = read(raw, mark, options, settings)
        let desk = DeskAssembly.desk(
            settings: settings, store: store, clock: surroundings.clock)
        let receipt: Receipt
        do {
            receipt = try desk.receive(verdict)
        } catch let error as StoreError {
            throw FileSizeLimit.explained(error, settings.database.url, mailBytes: raw.count)
        }
        crash_guard_clear()
        crash_guard_accept()
        log.say(ReceiptLine.text(receipt, verdict), receipt.outcome.isQuarantine ? .warning : .info)
        for line in ReceiptLine.details(verdict) { log.debug(line) }
        return receipt
    }

    private func read(
        _ raw: [UInt8], _ mark: CrashMark, _ options: GatewayOptions, _ settings: Settings
    ) -> Verdict {
        let (envelope, defects) = EnvelopeReader.read(surroundings.environment)
        var verdict: Verdict
        if let reason = mark.givenUp {
            verdict = Verdict(
                route: options.route, envelope: envelope, raw: raw, sha256: mark.sha256,
                fingerprint: mark.name, quarantine: reason)
            verdict.defects = ["not read: it \(reason.rawValue)"]
        } else {
            verdict = ConfiguredReader(settings: settings).read(
                raw: raw, route: options.route, envelope: envelope, sha256: mark.sha256)
        }
        verdict.defects += defects
        return verdict
    }

    // MARK: After the commit

    /// Tries what the mail caused, for a short while. Whatever happens here, the mail is taken
    /// over: what could not be sent stays in the outbox, with the time of the next attempt.
    private func deliver(
        _ receipt: Receipt, from store: TicketStore, _ settings: Settings,
        _ location: SettingsLocator, _ log: GatewayLog
    ) async {
        guard !receipt.outbox.isEmpty else { return }
        let dispatch = Dispatch(
            store: store, settings: settings, engines: engines, sibling: surroundings.sibling,
            clock: surroundings.clock)
        do {
            for line in try await dispatch.send(receipt.outbox, settingsFile: location.file) {
                log.say(line.text, line.level)
            }
        } catch {
            log.say("not delivered yet: \(ErrorText.line(error))", .warning)
        }
    }

    // MARK: Other ends

    private func stop(_ log: GatewayLog, _ text: String, status: Int32) -> Int32 {
        log.fail(text)
        StandardInput(descriptor: surroundings.input).drain()
        return status
    }

    /// Prints a text, unless a mail waits on standard input: an alias line with `--help` in it must
    /// not make mail vanish with status 0.
    private func inform(_ text: String, _ log: GatewayLog) -> Int32 {
        let input = StandardInput(descriptor: surroundings.input)
        if input.holdsData(within: 200) {
            return stop(
                log, "a mail came in, but the command line does not say to take it",
                status: ExitStatus.usage)
        }
        GatewayLog.write(text, to: surroundings.output)
        return ExitStatus.takenOver
    }
}
