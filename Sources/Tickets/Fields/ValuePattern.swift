/// A regular expression that no value can make slow.
///
/// Swift's own engine, like Perl's, tries one way after the other and may need longer than the
/// universe for thirty letters. This one follows all ways at once (Thompson, 1968): the work is at
/// most ``instructionsMax`` times the length of the value, whatever the pattern. The price is what
/// cannot be had that way: `\1` and looking ahead or behind.
package struct ValuePattern: Sendable {
    /// Steps of a compiled pattern; repetitions are written out.
    package static let instructionsMax = 2_000
    /// Longest pattern in characters.
    package static let charactersMax = 500

    enum Instruction: Hashable, Sendable {
        case one(CharacterSetTest)
        /// Goes on at both.
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case wordBoundary(isNegated: Bool)
        case match
    }

    private let program: [Instruction]

    /// Reads a pattern: RT's, that is Perl's, without references back and looks around.
    ///
    /// - Throws: ``ValuePatternError`` with the column.
    package init(_ source: String) throws {
        program = try ValuePatternParser.program(of: source)
    }

    /// Whether the pattern fits anywhere in the text; `^` and `$` tie it to the ends.
    package func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var current = Threads(count: program.count)
        var next = Threads(count: program.count)
        for position in 0...scalars.count {
            add(0, to: &current, scalars, position)
            if current.isMatched { return true }
            guard position < scalars.count else { return false }
            for index in current.waiting {
                guard case .one(let test) = program[index], test.matches(scalars[position])
                else { continue }
                add(index + 1, to: &next, scalars, position + 1)
            }
            swap(&current, &next)
            next.clear()
        }
        return false
    }

    /// The places in the program at which the match may stand.
    private struct Threads {
        var seen: [Bool]
        var visited: [Int] = []
        /// Those that wait for a character.
        var waiting: [Int] = []
        var isMatched = false

        init(count: Int) { seen = Array(repeating: false, count: count) }

        mutating func clear() {
            for index in visited { seen[index] = false }
            visited.removeAll(keepingCapacity: true)
            waiting.removeAll(keepingCapacity: true)
            isMatched = false
        }
    }

    /// Follows all that needs no character, each place once.
    private func add(
        _ start: Int, to threads: inout Threads, _ text: [Unicode.Scalar], _ position: Int
    ) {
        var open = [start]
        while let index = open.popLast() {
            guard !threads.seen[index] else { continue }
            threads.seen[index] = true
            threads.visited.append(index)
            switch program[index] {
            case .one: threads.waiting.append(index)
            case .split(let one, let other): open += [other, one]
            case .jump(let target): open.append(target)
            case .start: if position == 0 { open.append(index + 1) }
            case .end: if position == text.count { open.append(index + 1) }
            case .wordBoundary(let isNegated):
                let before = position > 0 && CharacterSetTest.isWord(text[position - 1])
                let after = position < text.count && CharacterSetTest.isWord(text[position])
                if (before != after) != isNegated { open.append(index + 1) }
            case .match: threads.isMatched = true
            }
        }
    }
}

/// What is wrong with a pattern, and where.
package struct ValuePatternError: Error, Hashable {
    /// In characters from 1.
    package let column: Int
    /// For people.
    package let detail: String

    /// What is wrong in one line.
    package func detail(in pattern: String) -> String {
        "pattern \"\(pattern)\", column \(column): \(detail)"
    }
}

/// Which characters fit at a place.
struct CharacterSetTest: Hashable, Sendable {
    enum Member: Hashable, Sendable {
        case range(UInt32, UInt32)
        case digit, notDigit, word, notWord, space, notSpace
    }

    var members: [Member]
    var isNegated = false
    var ignoresCase = false

    /// Everything but the end of a line, as Perl's dot.
    static let dot = CharacterSetTest(members: [.range(10, 10)], isNegated: true)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
        if holds(scalar) { return !isNegated }
        guard ignoresCase else { return isNegated }
        let cases = [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping]
        let isOther = cases.contains { mapping in
            guard let only = mapping.unicodeScalars.first, mapping.unicodeScalars.count == 1
            else { return false }
            return only != scalar && holds(only)
        }
        return isOther != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        members.contains { member in
            switch member {
            case .range(let first, let last): (first...last).contains(scalar.value)
            case .digit: Self.isDigit(scalar)
            case .notDigit: !Self.isDigit(scalar)
            case .word: Self.isWord(scalar)
            case .notWord: !Self.isWord(scalar)
            case .space: scalar.properties.isWhitespace
            case .notSpace: !scalar.properties.isWhitespace
            }
        }
    }

    /// Digits are 0 to 9: other scripts' are no digits for whoever reads a customer number.
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        (48...57).contains(scalar.value)
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
