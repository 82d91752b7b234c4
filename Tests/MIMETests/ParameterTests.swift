import Testing

@testable import MIME

@Suite("Parameters")
struct ParameterTests {
    private func read(_ text: String) -> [String: String] {
        ParameterDecoder.texts(of: StructuredValue(text).parameters)
    }

    @Test(
        "are cut wherever they can be",
        arguments: [
            ("a/b; charset=utf-8; format=flowed", ["charset": "utf-8", "format": "flowed"]),
            ("a/b;charset=\"utf-8\";", ["charset": "utf-8"]),
            ("a/b; charset = utf-8 (that one)", ["charset": "utf-8"]),
            ("a/b (x; y=z) ; charset=utf-8", ["charset": "utf-8"]),
            ("a/b charset=utf-8", ["charset": "utf-8"]),
            ("a/b; charset=utf-8 format=flowed", ["charset": "utf-8", "format": "flowed"]),
            ("a/b; name=a b.txt; size=3", ["name": "a b.txt", "size": "3"]),
            ("a/b; name=a (1).txt", ["name": "a (1).txt"]),
            ("a/b; name=a.txt charset=utf-8", ["name": "a.txt", "charset": "utf-8"]),
            ("a/b; name=\"a;b\"", ["name": "a;b"]),
            ("a/b; name=\"a\"charset=utf-8", ["name": "a", "charset": "utf-8"]),
            ("a/b; name=\"open", ["name": "open"]),
            ("a/b; name=\"a \"b\" c\"; size=3", ["name": "a \"b\" c", "size": "3"]),
            ("a/b; name=\"a \\\"b\\\" c\"", ["name": "a \"b\" c"]),
            ("a/b; boundary=\"a\\b\"", ["boundary": "ab"]),
            ("a/b; name=\"C:\\new\\table.txt\"", ["name": "C:\\new\\table.txt"]),
            ("a/b; charset=", ["charset": ""]),
            ("a/b;; ; =x; y; charset=z", ["charset": "z"]),
            ("a/b; CHARSET=a; charset=b", ["charset": "a"]),
            ("filename=x.txt", ["filename": "x.txt"]),
            ("a/b; boundary==_x_=; charset=z", ["boundary": "=_x_=", "charset": "z"]),
            ("", [:]), (";", [:]), ("a/b", [:]), ("a/b; ", [:]), ("(", [:]), ("a/b; \"x\"=y", [:]),
        ])
    func cut(_ text: String, _ wanted: [String: String]) {
        #expect(read(text) == wanted)
    }

    @Test(
        "are decoded",
        arguments: [
            ("name*=utf-8''gr%C3%BC%C3%9F", "grüß"), ("name*=utf-8'de'gr%C3%BC%C3%9F", "grüß"),
            ("name*=iso-8859-1''gr%fc", "grü"), ("name*=''gr%C3%BC", "grü"),
            ("name*=gr%C3%BC", "grü"), ("name*=\"utf-8''gr%C3%BC\"", "grü"),
            ("name*=utf-8''\"gr%C3%BC\"", "grü"), ("name*=utf-8'gr%C3%BC", "grü"),
            ("name*=it's%20ours", "it's ours"), ("name*=utf-8''50%", "50%"),
            ("name*=iso-2022-jp''%1B$B$%22%1B(B", "あ"), ("name*=koi8-r''%F0%D2", "Пр"),
            ("name*0=a; name*1=b; name*2=c", "abc"), ("name*1=b; name*0=a", "ab"),
            ("name*1=a; name*2=b", "ab"), ("name*0=a; name*2=c", "ac"),
            ("name*0*=utf-8''%C3; name*1*=%BC", "ü"), ("name*0*=utf-8''%C; name*1*=3%BC", "ü"),
            ("name*0*=utf-8''%C3%BC; name*1=\" 50%41\"", "ü 50%41"),
            ("name*0=\"%41\"; name*1*=%C3%BC", "%41ü"),
            ("name=plain; name*=utf-8''%C3%BC", "ü"), ("name*=utf-8''%C3%BC; name=plain", "ü"),
            ("name=plain; name*1=b", "plain"), ("name=plain; name*0=a; name*1=b", "ab"),
            ("name==?utf-8?q?gr=C3=BC?=", "grü"), ("name=\"=?utf-8?q?gr=C3=BC?=\"", "grü"),
            ("name=\"=?utf-8?q?gr=C3?= =?utf-8?q?=BC?=\"", "grü"),
            ("name==?utf-8?q?a b_c?=", "a b c"), ("name==?utf-8?b?Z3LDvA", "grü"),
            ("name*0=\"=?utf-8?q?gr=C3\"; name*1=\"=BC?=\"", "grü"),
            ("name*=utf-8''=?utf-8?q?gr=C3=BC?=", "grü"),
            ("name=gr%C3%BC.txt", "grü.txt"), ("name=a%20b.txt", "a%20b.txt"),
            ("name=50%.txt", "50%.txt"), ("name=%FC.txt", "%FC.txt"),
            ("name=utf-8''gr%C3%BC", "grü"), ("name=grün.txt", "grün.txt"),
            ("name*x=a", "a"), ("name*99999999999999999999=a", "a"), ("name*-1=a", "a"),
        ])
    func decoded(_ text: String, _ wanted: String) {
        #expect(read("a/b; " + text)["name"] == wanted)
    }

    @Test("only file names are looked through for encoded words")
    func boundaries() {
        let text = "a/b; boundary=\"=?utf-8?q?x?=\""
        #expect(read(text)["boundary"] == "=?utf-8?q?x?=")
    }

    @Test(
        "have a word in front of them",
        arguments: [
            ("Text/Plain; a=b", "text/plain"), ("\"text/html\"; a=b", "text/html"),
            (" attachment ; a=b", "attachment"), ("(x) inline(y)", "inline"), ("a=b", ""),
            ("text/html, text/plain", "text/html"),
        ])
    func head(_ text: String, _ wanted: String) {
        #expect(StructuredValue(text).head == wanted)
    }

    @Test("in any order of pieces are the same, and what was encoded comes back")
    func roundTrip() {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<300 {
            let text = RandomText.line(using: &generator)
            guard !text.isEmpty else { continue }
            let escaped = text.utf8.map { byte -> String in
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (byte < 16 ? "0" : "") + digits
            }
            // Cut anywhere, even inside of `%C3`.
            let all = Array(escaped.joined())
            let size = Int.random(in: 1...40, using: &generator)
            var pieces: [String] = []
            for (number, start) in stride(from: 0, to: all.count, by: size).enumerated() {
                let piece = String(all[start..<min(all.count, start + size)])
                pieces.append("name*\(number)*=" + (number == 0 ? "utf-8''" : "") + piece)
            }
            pieces.shuffle(using: &generator)
            #expect(read("a/b; " + pieces.joined(separator: "; "))["name"] == text)
            #expect(read("a/b; name*=utf-8''" + escaped.joined())["name"] == text)
        }
    }

    @Test("of any bytes are read")
    func random() {
        var generator = SeededGenerator(seed: 37)
        let pieces = [
            "\"", "\\", ";", "=", "*", "0", "name", "'", "%", "C3", "(", ")", " ", "ü", ",",
        ]
        for _ in 0..<3_000 {
            let text = (0..<16).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            for value in read("a/b; name=" + text).values {
                #expect(!value.unicodeScalars.contains { CleanText.isUnwanted($0) })
            }
        }
    }
}
