/// Reads a regular expression into a program for ``ValuePattern``.
struct ValuePatternParser {
    private indirect enum Node {
        case empty
        case step(ValuePattern.Instruction)
        case sequence([Node])
        case choice([Node])
        /// `max` nil for no end.
        case repetition(Node, min: Int, max: Int?)
    }

    private let characters: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private var ignoresCase = false

    static func program(of source: String) throws -> [ValuePattern.Instruction] {
        var parser = ValuePatternParser(source)
        guard parser.characters.count <= ValuePattern.charactersMax else {
            throw parser.error("at most \(ValuePattern.charactersMax) characters")
        }
        let node = try parser.choice()
        guard parser.position == parser.characters.count else {
            throw parser.error("a bracket is closed that was not opened")
        }
        var program: [ValuePattern.Instruction] = []
        try parser.emit(node, into: &program)
        return program + [.match]
    }

    private init(_ source: String) {
        characters = Array(source.unicodeScalars)
    }

    private func error(_ detail: String, at place: Int? = nil) -> ValuePatternError {
        ValuePatternError(column: (place ?? position) + 1, detail: detail)
    }

    private var next: Unicode.Scalar? {
        position < characters.count ? characters[position] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    // MARK: Structure

    private mutating func choice() throws -> Node {
        var parts = [try sequence()]
        while take("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws -> Node {
        var parts: [Node] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            let place = position
            let part = try atom()
            parts.append(try repeated(part, from: place))
        }
        return .sequence(parts)
    }

    private mutating func atom() throws -> Node {
        let place = position
        guard let scalar = next else { return .empty }
        position += 1
        switch scalar {
        case "(": return try group(at: place)
        case "[": return try set(at: place)
        case ".": return .step(.one(.dot))
        case "^": return .step(.start)
        case "$": return .step(.end)
        case "\\": return try escape(at: place)
        case "*", "+", "?": throw error("there is nothing to repeat", at: place)
        default: return one(.range(scalar.value, scalar.value))
        }
    }

    private func one(_ member: CharacterSetTest.Member) -> Node {
        .step(.one(CharacterSetTest(members: [member], ignoresCase: ignoresCase)))
    }

    /// `(…)`, `(?:…)`, a comment `(?#…)` as RT's patterns begin with, `(?i)`.
    private mutating func group(at place: Int) throws -> Node {
        if take("?") {
            if take("#") {
                while let scalar = next, scalar != ")" { _ = take(scalar) }
                guard take(")") else { throw error("the comment is not closed", at: place) }
                return .empty
            }
            if take("i") {
                guard take(")") else { throw error("expected (?i)", at: place) }
                ignoresCase = true
                return .empty
            }
            guard take(":") else {
                throw error(
                    "looking ahead or behind and options other than (?i) are not possible",
                    at: place)
            }
        }
        guard depth < 50 else { throw error("brackets are too deep", at: place) }
        depth += 1
        let outer = ignoresCase
        let node = try choice()
        ignoresCase = outer
        depth -= 1
        guard take(")") else { throw error("the bracket is not closed", at: place) }
        return node
    }

    // MARK: Repetition

    private mutating func repeated(_ part: Node, from place: Int) throws -> Node {
        var node = part
        var isRepeated = false
        while true {
            let (start, bounds) = (position, try quantifier())
            guard let bounds else { return node }
            if isRepeated { throw error("this is repeated already; use brackets", at: start) }
            isRepeated = true
            node = .repetition(node, min: bounds.min, max: bounds.max)
            // Whether a repetition takes much or little does not change whether it fits.
            _ = take("?")
        }
    }

    private mutating func quantifier() throws -> (min: Int, max: Int?)? {
        let place = position
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard take("{") else { return nil }
        let min = number()
        var max = min
        if take(",") { max = number() }
        let isOpen = position > 0 && characters[position - 1] == ","
        guard let least = min, take("}"), isOpen || (max ?? 0) >= least else {
            throw error("expected {2}, {2,} or {2,5}; a plain brace is \\{", at: place)
        }
        return (least, isOpen ? nil : max)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = next, (48...57).contains(scalar.value), (value ?? 0) < 10_000 {
            value = (value ?? 0) * 10 + Int(scalar.value - 48)
            position += 1
        }
        return value
    }

    // MARK: Characters

    private mutating func escape(at place: Int) throws -> Node {
        guard let scalar = next else { throw error("nothing stands behind the \\", at: place) }
        switch scalar {
        case "b", "B":
            position += 1
            return .step(.wordBoundary(isNegated: scalar == "B"))
        case "A":
            position += 1
            return .step(.start)
        case "z", "Z":
            position += 1
            return .step(.end)
        default: return one(try member(at: place))
        }
    }

    /// Behind a backslash.
    private mutating func member(at place: Int) throws -> CharacterSetTest.Member {
        guard let scalar = next else { throw error("nothing stands behind the \\", at: place) }
        position += 1
        switch scalar {
        case "d": return .digit
        case "D": return .notDigit
        case "w": return .word
        case "W": return .notWord
        case "s": return .space
        case "S": return .notSpace
        case "n": return .range(10, 10)
        case "r": return .range(13, 13)
        case "t": return .range(9, 9)
        default:
            let isLetter = CharacterSetTest.isWord(scalar)
            guard !isLetter else {
                throw error("\\\(scalar) is not possible here", at: place)
            }
            return .range(scalar.value, scalar.value)
        }
    }

    private mutating func set(at place: Int) throws -> Node {
        var test = CharacterSetTest(members: [], ignoresCase: ignoresCase)
        test.isNegated = take("^")
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            let start = position
            position += 1
            if scalar == "[", next == ":" {
                throw error("[:names:] are not possible; use \\d, \\w or \\s", at: start)
            }
            let from = scalar == "\\" ? try member(at: start) : .range(scalar.value, scalar.value)
            guard case .range(let first, _) = from, next == "-",
                position + 1 < characters.count, characters[position + 1] != "]"
            else {
                test.members.append(from)
                continue
            }
            position += 1
            let other = characters[position]
            position += 1
            let end =
                other == "\\" ? try member(at: position - 1) : .range(other.value, other.value)
            guard case .range(let last, _) = end, first <= last else {
                throw error("the range ends before it begins", at: start)
            }
            test.members.append(.range(first, last))
        }
        guard take("]") else { throw error("the bracket is not closed", at: place) }
        return .step(.one(test))
    }

    // MARK: The program

    private func emit(_ node: Node, into program: inout [ValuePattern.Instruction]) throws {
        guard program.count < ValuePattern.instructionsMax else {
            throw error("the repetitions are too large", at: 0)
        }
        switch node {
        case .empty: break
        case .step(let step): program.append(step)
        case .sequence(let parts): for part in parts { try emit(part, into: &program) }
        case .choice(let parts):
            var jumps: [Int] = []
            for (index, part) in parts.enumerated() {
                let split = program.count
                let isLast = index == parts.count - 1
                if !isLast { program.append(.split(split + 1, split + 1)) }
                try emit(part, into: &program)
                guard !isLast else { break }
                jumps.append(program.count)
                program.append(.jump(0))
                program[split] = .split(split + 1, program.count)
            }
            for jump in jumps { program[jump] = .jump(program.count) }
        case .repetition(let part, let min, let max):
            for _ in 0..<min {
                let before = program.count
                try emit(part, into: &program)
                // Nothing, however often, is nothing.
                if program.count == before { break }
            }
            guard let max else {
                let split = program.count
                program.append(.jump(0))
                try emit(part, into: &program)
                program.append(.jump(split))
                program[split] = .split(split + 1, program.count)
                return
            }
            var splits: [Int] = []
            for _ in min..<Swift.max(min, max) {
                splits.append(program.count)
                program.append(.jump(0))
                try emit(part, into: &program)
            }
            for split in splits { program[split] = .split(split + 1, program.count) }
        }
    }
}
