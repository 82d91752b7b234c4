import Foundation
import TestKit
import Testing

@testable import Commands

@Suite("Differences of texts")
struct UnifiedDiffTests {
    @Test(
        "a difference is written as diff -u writes it",
        arguments: [
            ("a\nb\nc\n", "a\nb\nc\n", ""),
            ("", "", ""),
            ("a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"),
            ("", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"),
            ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
            (
                "a\n", "a",
                "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"
            ),
            (
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
                "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"
            ),
            // Alike to the eye and to Swift, yet other bytes.
            ("é\n", "e\u{301}\n", "@@ -1 +1 @@\n-é\n+e\u{301}\n"),
            ("a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"),
        ])
    func hunks(old: String, new: String, expected: String) {
        #expect(UnifiedDiff(old, new).text.utf8.elementsEqual(expected.utf8))
    }

    @Test("patch turns the old text into the new one, whatever the lines")
    func patch() throws {
        var generator = Seeded(state: 4)
        let folder = try TemporaryFolder()
        for _ in 0..<60 {
            let words = ["a", "b", "c", "d"]
            func text() -> String {
                (0..<Int.random(in: 1...40, using: &generator))
                    .map { _ in words.randomElement(using: &generator) ?? "" }
                    .joined(separator: "\n") + (Bool.random(using: &generator) ? "\n" : "")
            }
            let (old, new) = (text(), text())
            let diff = FileDiff.text("old", old, "new", new)
            guard !diff.isEmpty else { continue }
            try old.write(toFile: folder.path + "/file", atomically: true, encoding: .utf8)
            try diff.write(toFile: folder.path + "/diff", atomically: true, encoding: .utf8)
            let command = "patch -s '\(folder.path)/file' '\(folder.path)/diff'"
            guard Shell.run("command -v patch", output: folder.path + "/which") == 0 else { return }
            #expect(Shell.run(command, output: folder.path + "/out") == 0)
            let result = try String(contentsOfFile: folder.path + "/file", encoding: .utf8)
            #expect(result == new, "\(diff)")
        }
    }

    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }
}

@Suite("One line of a scrip's text")
struct SourceLineTests {
    @Test(
        "only the line of the key changes; comments and line ends stay",
        arguments: [
            ("name: a\nenabled: false\n", "name: a\nenabled: true\n"),
            (
                "name: a\nenabled:  no   # for now\nx: 1\n",
                "name: a\nenabled:  true   # for now\nx: 1\n"
            ),
            ("name: a", "name: a\nenabled: true\n"),
            ("name: a\r\nenabled: no\r\n", "name: a\r\nenabled: true\r\n"),
            ("name: a\r\n", "name: a\r\nenabled: true\r\n"),
            ("enabled : no\n", "enabled : true\n"),
            ("# enabled: no\n", "# enabled: no\nenabled: true\n"),
            ("enabled:\n", "enabled: true\n"),
        ])
    func set(before: String, after: String) {
        #expect(SourceLine.set("enabled", to: "true", in: before).utf8.elementsEqual(after.utf8))
    }
}
