extension ZoneRules {
    /// Reads a TZif file; `nil` for what is none.
    ///
    /// Of a file of version 2 or later the second block counts, with its 64-bit times and its rule
    /// for the time after the last change; leap seconds do not, since our clocks have none.
    package init?(file bytes: [UInt8]) {
        var reader = Reader(bytes)
        guard let head = reader.header() else { return nil }
        guard head.version >= 2 else {
            guard let rules = reader.block(head, timeBytes: 4, hasRule: false) else { return nil }
            self = rules
            return
        }
        guard reader.skip(head.length(timeBytes: 4)), let second = reader.header(),
            let rules = reader.block(second, timeBytes: 8, hasRule: true)
        else { return nil }
        self = rules
    }

    private struct Header {
        /// 1, 2, 3 or 4.
        var version = 1
        var utcMarks = 0
        var wallMarks = 0
        var leaps = 0
        var times = 0
        var kinds = 0
        var letters = 0

        func length(timeBytes: Int) -> Int {
            times * timeBytes + times + kinds * 6 + letters + leaps * (timeBytes + 4) + wallMarks
                + utcMarks
        }
    }

    private struct Reader {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func header() -> Header? {
            guard position + 44 <= bytes.count,
                bytes[position..<position + 4].elementsEqual("TZif".utf8)
            else { return nil }
            var head = Header()
            let version = bytes[position + 4]
            head.version = version == 0 ? 1 : Int(version) - 48
            position += 20
            for path: WritableKeyPath<Header, Int> in [
                \.utcMarks, \.wallMarks, \.leaps, \.times, \.kinds, \.letters,
            ] {
                guard let count = number(4), count >= 0, count <= 65_536 else { return nil }
                head[keyPath: path] = Int(count)
            }
            return head.kinds > 0 ? head : nil
        }

        mutating func skip(_ count: Int) -> Bool {
            position += count
            return position <= bytes.count
        }

        mutating func block(_ head: Header, timeBytes: Int, hasRule: Bool) -> ZoneRules? {
            guard position + head.length(timeBytes: timeBytes) <= bytes.count else { return nil }
            let changes = (0..<head.times).compactMap { _ in number(timeBytes) }
            let kinds = (0..<head.times).compactMap { _ in number(1) }.map { Int($0) & 0xFF }
            var raw: [(offset: Int, letters: Int)] = []
            for _ in 0..<head.kinds {
                guard let offset = number(4), number(1) != nil, let letters = number(1) else {
                    return nil
                }
                raw.append((Int(offset), Int(letters) & 0xFF))
            }
            let letters = bytes[position..<position + head.letters]
            position += head.letters + head.leaps * (timeBytes + 4) + head.wallMarks + head.utcMarks
            let all = raw.map { kind in
                let name = letters.dropFirst(kind.letters).prefix { $0 != 0 }
                return Clock(
                    offsetSeconds: kind.offset, abbreviation: String(decoding: name, as: UTF8.self))
            }
            guard kinds.allSatisfy(all.indices.contains), let first = all.first,
                zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 })
            else { return nil }
            return ZoneRules(
                changes: changes, clocks: kinds.map { all[$0] }, first: first,
                rule: hasRule ? rule() : nil)
        }

        /// Between two line ends at the end of the file.
        private func rule() -> ZoneRule? {
            guard position < bytes.count, bytes[position] == 10 else { return nil }
            let line = bytes[(position + 1)...].prefix { $0 != 10 }
            return ZoneRule(String(decoding: line, as: UTF8.self))
        }

        /// A signed number in network order.
        private mutating func number(_ count: Int) -> Int64? {
            guard position + count <= bytes.count else { return nil }
            var value: Int64 = bytes[position] & 0x80 == 0 ? 0 : -1
            for byte in bytes[position..<position + count] { value = value << 8 | Int64(byte) }
            position += count
            return value
        }
    }
}
