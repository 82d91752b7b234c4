/// Fills pieces of templates, within limits that hold before memory is used.
struct TemplateRenderer {
    private let part: TemplateError.Part
    private let partials: [String: TemplatePart]
    private let moments: (Int64) -> String
    private let bytesMax: Int
    private var output: [UInt8] = []
    private var stack: [TemplateValue]
    private var steps = 0

    /// Pieces filled and elements gone through in one part, whatever they come to: sections on
    /// lists within each other multiply, also where nothing is written. The longest message in a
    /// mail takes a fifth.
    static let stepsMax = 500_000

    /// Gets ready for one part; `partials` are those of its kind, text or HTML.
    init(
        _ part: TemplateError.Part, values: TemplateValue, partials: [String: TemplatePart],
        moments: @escaping (Int64) -> String
    ) {
        self.part = part
        self.partials = partials
        self.moments = moments
        stack = [values]
        if case .header = part {
            bytesMax = TemplateText.headerBytesMax
        } else {
            bytesMax = TemplateText.renderedBytesMax
        }
    }

    /// Fills everything.
    mutating func render(_ nodes: [TemplateNode]) throws -> String {
        try fill(nodes)
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func fill(_ nodes: [TemplateNode]) throws {
        for node in nodes {
            try step()
            switch node {
            case .text(let text): try append(text.utf8)
            case .value(let tag):
                switch TemplateValue.find(tag.path, in: stack) {
                case .text(let text): try append(text, for: tag)
                case .time(let moment): try append(moments(moment), for: tag)
                case .none, .flag, .list, .object: break
                }
            case .section(let tag, let inner): try fillSection(tag, inner)
            case .partial(let tag):
                if let partial = partials[tag.name] { try fill(partial.nodes) }
            }
        }
    }

    private mutating func step() throws {
        steps += 1
        guard steps <= Self.stepsMax else {
            throw TemplateError(
                .tooLarge, part: part,
                detail: "filling it takes more than \(Self.stepsMax) steps: lists within lists?")
        }
    }

    private mutating func fillSection(_ tag: TemplateTag, _ inner: [TemplateNode]) throws {
        let value = TemplateValue.find(tag.path, in: stack)
        guard tag.kind == .section else {
            if value.isEmpty { try fill(inner) }
            return
        }
        guard !value.isEmpty else { return }
        let elements: [TemplateValue] = if case .list(let all) = value { all } else { [value] }
        for element in elements {
            try step()
            stack.append(element)
            try fill(inner)
            stack.removeLast()
        }
    }

    private mutating func append(_ text: String, for tag: TemplateTag) throws {
        switch (part, tag.isInLink) {
        case (.html, true): try append(percentEncoded(text).utf8)
        case (.html, false): try append(HTMLText.escaped(text.utf8))
        default: try append(text.utf8)
        }
    }

    private mutating func append(_ bytes: some Collection<UInt8>) throws {
        guard output.count + bytes.count <= bytesMax else {
            throw TemplateError(
                .tooLarge, part: part, detail: "the result has more than \(bytesMax) bytes")
        }
        output.append(contentsOf: bytes)
    }

    /// All but RFC 3986's unreserved characters, `@` and `/`: a value fills one place of an address
    /// and adds no field to it.
    private func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "@"), UInt8(ascii: "/"):
                result.append(Character(UnicodeScalar(byte)))
            default:
                result += "%"
                result.append(digits[Int(byte >> 4)])
                result.append(digits[Int(byte & 15)])
            }
        }
        return result
    }
}
