import Foundation
import Glibc

/// An HTTP server on a free port of this machine that answers as it is told and keeps what it was
/// asked: a real process, so that what we send goes over a real connection.
package final class HTTPSink: Sendable {
    /// `http://127.0.0.1:40123`.
    package let url: String
    /// Where it listens.
    package let port: Int
    private let folder: TemporaryFolder
    private let process: RunningProgram

    /// One answer.
    package struct Answer: Encodable, Sendable {
        package var status: Int
        package var headers: [String: String] = [:]
        package var body = ""
        /// The connection is closed without an answer.
        package var hangsUp = false
        /// So long nothing is answered.
        package var delaySeconds = 0.0

        /// Makes an answer.
        package init(
            _ status: Int, headers: [String: String] = [:], body: String = "",
            hangsUp: Bool = false, delaySeconds: Double = 0
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.hangsUp = hangsUp
            self.delaySeconds = delaySeconds
        }
    }

    /// One request as it came.
    package struct Request: Decodable, Sendable {
        package let method: String
        /// With the query.
        package let path: String
        /// Names in lower case.
        package let headers: [String: String]
        package let body: String
    }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - answers: in their order; the last one again and again.
    ///   - port: of a server that went before; `nil` for a free one.
    package init(_ answers: [Answer] = [Answer(200)], port wanted: Int? = nil) throws {
        folder = try TemporaryFolder()
        let plan = String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
        process = try Executable("python3").start([
            "-c", Self.script, folder.path, plan, "\(wanted ?? 0)",
        ])
        var port = ""
        for _ in 0..<500 {
            port = (try? String(contentsOfFile: folder.path + "/port", encoding: .utf8)) ?? ""
            if port.hasSuffix("\n") { break }
            usleep(20_000)
        }
        guard let number = Int(port.dropLast()) else {
            process.signal(SIGKILL)
            throw ProgramTrouble("the HTTP server did not start: \(try process.wait())")
        }
        self.port = number
        url = "http://127.0.0.1:\(number)"
    }

    deinit {
        process.signal(SIGKILL)
        _ = try? process.wait()
    }

    /// What it was asked so far.
    package func requests() throws -> [Request] {
        let file = folder.path + "/requests"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(Request.self, from: Data($0.utf8))
        }
    }

    private static let script = """
        import http.server, json, os, sys, time
        folder, answers = sys.argv[1], json.loads(sys.argv[2])
        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length).decode()
                with open(folder + "/requests", "a") as file:
                    file.write(json.dumps({"method": self.command, "path": self.path,
                        "headers": {k.lower(): v for k, v in self.headers.items()},
                        "body": body}) + "\\n")
                plan = answers.pop(0) if len(answers) > 1 else answers[0]
                time.sleep(plan["delaySeconds"])
                if plan["hangsUp"]:
                    self.close_connection = True
                    return
                self.send_response(plan["status"])
                for name, value in plan["headers"].items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(plan["body"].encode())))
                self.end_headers()
                self.wfile.write(plan["body"].encode())
            do_GET = do_POST = do_PUT = answer
            def log_message(self, *words):
                pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[3])), Handler)
        with open(folder + "/port.new", "w") as file:
            file.write("%d\\n" % server.server_port)
        os.rename(folder + "/port.new", folder + "/port")
        server.serve_forever()
        """
}
