import Foundation
import Glibc
import Testing

@testable import Commands

struct FileAccessTests {
    private func withFile(mode: Int, _ body: (FileAccess) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "postern-access-\(UUID().uuidString)"
        try Data().write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        try body(try #require(FileAccess(path)))
    }

    private func account(_ user: uid_t, groups: Set<gid_t> = []) -> Account {
        Account(user: user, name: "somebody", groups: groups)
    }

    @Test("root may do everything")
    func root() throws {
        try withFile(mode: 0o000) { #expect($0.allows(account(0), 6)) }
    }

    @Test("a stranger has the last three bits")
    func others() throws {
        let stranger = account(61_234)
        try withFile(mode: 0o660) { #expect(!$0.allows(stranger, 4)) }
        try withFile(mode: 0o664) { file in
            #expect(file.allows(stranger, 4))
            #expect(!file.allows(stranger, 6))
        }
    }

    @Test("a member of the group has the group's bits, even where others have more")
    func group() throws {
        try withFile(mode: 0o646) { file in
            let member = account(61_234, groups: [file.group])
            #expect(file.allows(member, 4))
            #expect(!file.allows(member, 6))
        }
    }

    @Test("the mode is shown as chmod takes it")
    func mode() throws {
        try withFile(mode: 0o640) { #expect($0.modeText == "640") }
    }
}
