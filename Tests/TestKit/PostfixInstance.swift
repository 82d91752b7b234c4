import Foundation
import Glibc

/// A private Postfix: Debian's programs, its own configuration, queue and log in a temporary
/// folder, listening on loopback alone. Needs root, since Postfix changes users for each delivery.
///
/// A watchdog process stops it when the test process ends in any way.
package final class PostfixInstance: Sendable {
    /// Readable by everybody, as alias commands run as ``commandUser``.
    package let folder: String
    /// Where it takes mail, on 127.0.0.1.
    package let port: Int
    /// As whom Postfix runs alias commands and writes mailboxes.
    package static let commandUser = "nobody"

    private static let daemons = "/usr/lib/postfix/sbin"

    /// Why no instance can be had here; `nil` when one can.
    package static var obstacle: String? {
        if getuid() != 0 { return "Postfix can be started by root only" }
        for program in ["/usr/sbin/postfix", "/usr/sbin/postalias", daemons + "/master"]
        where access(program, X_OK) != 0 {
            return "\(program) is not installed (Debian: apt-get install postfix)"
        }
        return nil
    }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - domain: whose mail is delivered here, each local part by the alias file.
    ///   - aliases: lines as in `/etc/aliases`; more may be put there by ``setAliases(_:)``.
    package init(domain: String, aliases: String) throws {
        folder = try TemporaryFolder.make()
        port = try Self.freePort()
        do {
            try layOut(domain: domain)
            try setAliases(aliases)
            try run("/usr/sbin/postfix", "-c", folder + "/etc", "start")
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
        try watch()
    }

    deinit { stop() }

    /// Ends it and removes its files; harmless when it has ended.
    package func stop() {
        _ = try? Executable("/usr/sbin/postfix").run(["-c", folder + "/etc", "stop"])
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Replaces the alias file.
    package func setAliases(_ lines: String) throws {
        let file = folder + "/etc/aliases"
        try lines.write(toFile: file, atomically: true, encoding: .utf8)
        try run("/usr/sbin/postalias", "-c", folder + "/etc", "hash:" + file)
    }

    /// Tries all deferred mail now.
    package func flush() throws { try run("/usr/sbin/postqueue", "-c", folder + "/etc", "-f") }

    /// What waits in the queue, as `postqueue -p` shows it.
    package func queue() throws -> String {
        try Executable("/usr/sbin/postqueue").run(["-c", folder + "/etc", "-p"]).text
    }

    /// The whole log, for assertions and for the report of a test that failed.
    package func log() -> String {
        (try? String(contentsOfFile: folder + "/data/maillog", encoding: .utf8)) ?? ""
    }

    // MARK: Setting up

    private func layOut(domain: String) throws {
        chmod(folder, 0o755)
        for name in ["etc", "queue", "data"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(name)", withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o755])
        }
        guard let owner = getpwnam("postfix") else { throw ProgramTrouble("no user postfix") }
        chown(folder + "/data", owner.pointee.pw_uid, owner.pointee.pw_gid)
        let main = """
            compatibility_level = 3.6
            queue_directory = \(folder)/queue
            data_directory = \(folder)/data
            command_directory = /usr/sbin
            daemon_directory = \(Self.daemons)
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = mx.\(domain)
            mydomain = \(domain)
            myorigin = \(domain)
            mydestination = \(domain)
            mynetworks = 127.0.0.0/8
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            alias_maps = hash:\(folder)/etc/aliases
            alias_database = hash:\(folder)/etc/aliases
            local_recipient_maps =
            recipient_delimiter = +
            default_privs = \(Self.commandUser)
            default_transport = error:this instance sends nothing away
            relay_transport = error:this instance sends nothing away
            minimal_backoff_time = 300s
            maillog_file_prefixes = \(folder)
            maillog_file = \(folder)/data/maillog

            """
        try main.write(toFile: folder + "/etc/main.cf", atomically: true, encoding: .utf8)
        try master().write(toFile: folder + "/etc/master.cf", atomically: true, encoding: .utf8)
    }

    /// The usual services, none in a chroot.
    private func master() -> String {
        let services = [
            "127.0.0.1:\(port) inet n - n - - smtpd", "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr",
            "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce",
            "verify unix - - n - 1 verify", "flush unix n - n 1000? 0 flush",
            "proxymap unix - - n - - proxymap", "error unix - - n - - error",
            "retry unix - - n - - error", "discard unix - - n - - discard",
            "local unix - n n - - local", "smtp unix - - n - - smtp",
            "relay unix - - n - - smtp", "showq unix n - n - - showq",
            "anvil unix - - n - 1 anvil", "postlog unix-dgram n - n - 1 postlogd",
        ]
        return services.joined(separator: "\n") + "\n"
    }

    private func run(_ program: String, _ arguments: String...) throws {
        let done = try Executable(program).run(arguments)
        guard done.ending == .exited(0) else { throw ProgramTrouble("\(done)") }
    }

    /// A shell that outlives us and stops the server then.
    private func watch() throws {
        let script = """
            exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- </dev/null >/dev/null 2>&1
            while kill -0 \(getpid()) && [ -d '\(folder)' ]; do sleep 0.5; done
            [ -d '\(folder)' ] && postfix -c '\(folder)/etc' abort; rm -rf '\(folder)'
            """
        _ = try Executable("/usr/bin/setsid").run(["--fork", "sh", "-c", script])
    }

    private static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw ProgramTrouble("no socket") }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(socket, general, length) == 0 && getsockname(socket, general, &length) == 0
            }
        }
        guard isBound else { throw ProgramTrouble("no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
