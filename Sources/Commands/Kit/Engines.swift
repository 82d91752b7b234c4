import Delivery
import DeliveryCurl
import Gateway
import Intake
import MIME
import Settings

extension GatewayEngines {
    /// What `postern` was linked with: both databases, every way out.
    static let all = GatewayEngines(
        openPostgreSQL: { try Instance.driver($0) }, makeSMTP: { try smtp($0) })

    private static func smtp(_ settings: Settings) throws -> any Transport {
        let smtp = settings.delivery.smtp
        guard let host = smtp.host else {
            throw CommandFailure("delivery.smtp.host is not set", .configuration)
        }
        var credentials: SMTPCredentials?
        if let user = smtp.user, let file = smtp.passwordFile {
            credentials = SMTPCredentials(user: user, password: try SecretFile.read(file))
        }
        return SMTPTransport(
            host: host, port: smtp.port, tls: mode(smtp.tls), credentials: credentials,
            caFile: smtp.caFile, timeoutSeconds: Int64(smtp.timeout.inSeconds),
            heloName: settings.site.domain)
    }

    private static func mode(_ tls: Settings.SMTPSection.TLS) -> SMTPTransport.TLSMode {
        switch tls {
        case .disabled: .none
        case .opportunistic: .starttls
        case .required: .required
        case .implicit: .implicit
        }
    }
}

extension Instance {
    /// Makes the courier that the settings ask for, with every transport and both databases.
    ///
    /// - Returns: `nil` where nothing is sent (`delivery.transport: none`).
    func courier() throws -> Courier? {
        guard let transport = try GatewayEngines.all.makeTransport(settings) else { return nil }
        // Attachments are found by the paths that the same limits gave them when they came in.
        let reader = MessageReader(limits: IntakeLimits(settings: settings).message)
        return Courier(
            store: store, transport: transport, calls: calls(),
            policy: RetryPolicy(settings: settings), reader: reader, clock: GatewaySurroundings.now)
    }

    private func calls() -> Calls {
        let folder = settings.paths.secrets
        let client = WebhookClient(
            secret: { try SecretFile.read("\(folder)/\($0)", name: "secret file") },
            caFile: settings.delivery.http.caFile, userAgent: "Postern/\(Release.version)",
            clock: GatewaySurroundings.now)
        let runner = ProgramRunner(folder: settings.paths.programs)
        return Calls(
            webhook: { await client.call($0) }, program: { await runner.run($0) })
    }
}
