import Glibc
import Settings

/// What the gateway says: errors to standard error and the system log, the fate of each mail to
/// the system log, and to standard error if asked.
///
/// An MTA puts what we write to standard error into its own log and into the bounce, should it give
/// up one day. So it is one line, without control characters, and says nothing that is secret.
struct GatewayLog {
    typealias Level = Settings.LogSection.Level

    var isVerbose = false
    var isDebug = false
    private let program: StaticString
    private let errorOutput: Int32
    /// Off as well where the settings say so, once they are read.
    private var usesSyslog: Bool
    private var level = Level.info

    /// Longest line that is written; syslog(3) daemons cut at 1 to 8 KiB.
    private static let lineBytesMax = 900

    init(_ surroundings: GatewaySurroundings) {
        program = surroundings.program
        errorOutput = surroundings.errorOutput
        usesSyslog = surroundings.usesSyslog
        if usesSyslog { open(Self.number(.mail)) }
    }

    /// Follows the settings from now on; before, the defaults count, so that a mistake in the
    /// settings file is logged too.
    mutating func take(_ settings: Settings.LogSection) {
        level = settings.level
        usesSyslog = usesSyslog && settings.syslog
        if usesSyslog, settings.facility != .mail { open(Self.number(settings.facility)) }
    }

    /// Something that ended the attempt: always on standard error.
    func fail(_ text: String) {
        for line in Self.lines(text) {
            Self.write("\(program): \(line)\n", to: errorOutput)
            syslog(line, .error)
        }
    }

    /// Something that an admin may want to read later.
    func say(_ text: String, _ level: Level) {
        for line in Self.lines(text) {
            if isVerbose { Self.write("\(program): \(line)\n", to: errorOutput) }
            syslog(line, level)
        }
    }

    /// How something was decided; goes to standard error only, and only with `--debug`.
    func debug(_ text: String) {
        guard isDebug else { return }
        for line in Self.lines(text) { Self.write("\(program): \(line)\n", to: errorOutput) }
    }

    /// For a person at a terminal.
    func hint(_ text: String) { Self.write("\(program): \(text)\n", to: errorOutput) }

    /// Writes all of a text; gives up silently, since there is nobody to tell.
    static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map {
            LogText.line(String($0), bytesMax: lineBytesMax)
        }
    }

    // MARK: syslog(3)

    private func open(_ facility: Int32) {
        program.withUTF8Buffer { name in
            // SAFETY: openlog keeps the pointer; a StaticString lives as long as the process and
            // ends with a NUL.
            let ident = UnsafeRawPointer(name.baseAddress)?.assumingMemoryBound(to: CChar.self)
            openlog(ident, LOG_PID, facility)
        }
    }

    private func syslog(_ line: String, _ level: Level) {
        guard usesSyslog, Self.severity(level) <= Self.severity(self.level) else { return }
        // As a format of its own, without arguments: to pass one, Swift looks through all types for
        // what it is, which costs more than the rest of the line.
        let format = line.doublingPercentSigns
        withVaList([]) { vsyslog(Self.severity(level), format, $0) }
    }

    /// The smaller, the graver (RFC 5424 §6.2.1).
    private static func severity(_ level: Level) -> Int32 {
        switch level {
        case .debug: LOG_DEBUG
        case .info: LOG_INFO
        case .notice: LOG_NOTICE
        case .warning: LOG_WARNING
        case .error: LOG_ERR
        }
    }

    private static func number(_ facility: Settings.LogSection.Facility) -> Int32 {
        // syslog.h writes them as shifted numbers, which Swift does not import.
        let code: Int32 =
            switch facility {
            case .user: 1
            case .mail: 2
            case .daemon: 3
            case .local0: 16
            case .local1: 17
            case .local2: 18
            case .local3: 19
            case .local4: 20
            case .local5: 21
            case .local6: 22
            case .local7: 23
            }
        return code << 3
    }
}

extension String {
    /// Written so that printf(3) writes the text itself.
    fileprivate var doublingPercentSigns: String {
        guard utf8.contains(UInt8(ascii: "%")) else { return self }
        var bytes: [UInt8] = []
        for byte in utf8 {
            if byte == UInt8(ascii: "%") { bytes.append(byte) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
