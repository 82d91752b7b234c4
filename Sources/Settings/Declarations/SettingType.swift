/// What values a setting takes: how they are read, checked, written and described.
///
/// The readers note mistakes and return `nil`; ``SettingDeclaration`` ties a type to a key.
struct SettingType<Value: Sendable>: Sendable {
    /// For the sample and the reference: "size", "one of a, b".
    let name: String
    /// The unit of a plain number, or `nil`: "bytes", "seconds", "parts".
    let unit: String?
    /// Gives bounds in words, or `nil`: "1 KiB to 2 GiB". Only paper wants them, not each mail.
    let describeRange: @Sendable () -> String?
    let read: @Sendable (YAMLNode, inout YAMLProblems) -> Value?
    /// The value as YAML that ``read`` would take, or `nil` for "not set".
    let write: @Sendable (Value) -> String?
    /// Makes relative paths absolute, given the folder of the settings file; `nil` for no path.
    let resolve: (@Sendable (Value, String) -> Value)?

    init(
        _ name: String, unit: String? = nil,
        range: @autoclosure @escaping @Sendable () -> String? = nil,
        read: @escaping @Sendable (YAMLNode, inout YAMLProblems) -> Value?,
        write: @escaping @Sendable (Value) -> String?,
        resolve: (@Sendable (Value, String) -> Value)? = nil
    ) {
        self.name = name
        self.unit = unit
        describeRange = range
        self.read = read
        self.write = write
        self.resolve = resolve
    }

    /// What another type takes, but nothing after the colon means "not set".
    static func optional<Wrapped>(
        _ type: SettingType<Wrapped>
    ) -> SettingType where Value == Wrapped? {
        let read = type.read
        let write = type.write
        var resolve: (@Sendable (Wrapped?, String) -> Wrapped?)?
        if let resolveValue = type.resolve {
            resolve = { value, folder in value.map { resolveValue($0, folder) } }
        }
        return SettingType(
            type.name, unit: type.unit, range: type.describeRange(),
            read: { node, problems -> Wrapped?? in
                if node.content == .nothing { return .some(nil) }
                guard let value = read(node, &problems) else { return nil }
                return .some(value)
            },
            write: { value in value.flatMap { write($0) } },
            resolve: resolve)
    }
}

extension SettingType where Value == Bool {
    static var boolean: SettingType {
        SettingType(
            "true or false", read: { $0.boolean(&$1) }, write: { $0 ? "true" : "false" })
    }
}

extension SettingType where Value == Int {
    static func integer(_ range: ClosedRange<Int>, unit: String? = nil) -> SettingType {
        SettingType(
            "whole number", unit: unit, range: "\(range.lowerBound) to \(range.upperBound)",
            read: { $0.integer(in: range, &$1) }, write: { String($0) })
    }

    static func size(_ range: ClosedRange<Int>) -> SettingType {
        SettingType(
            "size", unit: "bytes",
            range: bounds(range),
            read: { $0.bytes(in: range, &$1) }, write: { Quantity.text(bytes: $0) })
    }

    private static func bounds(_ range: ClosedRange<Int>) -> String {
        "\(Quantity.text(bytes: range.lowerBound)) to \(Quantity.text(bytes: range.upperBound))"
    }
}

extension SettingType where Value == Duration {
    static func duration(seconds range: ClosedRange<Int>) -> SettingType {
        SettingType(
            "duration", unit: "seconds", range: bounds(range),
            read: { $0.duration(inSeconds: range, &$1) },
            write: { Quantity.text(seconds: Int($0.components.seconds)) })
    }

    private static func bounds(_ range: ClosedRange<Int>) -> String {
        let lower = Quantity.text(seconds: range.lowerBound)
        return "\(lower) to \(Quantity.text(seconds: range.upperBound))"
    }
}

extension SettingType
where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    static var choice: SettingType {
        let words = Value.allCases.map(\.rawValue)
        return SettingType(
            "one of \(words.joined(separator: ", "))",
            read: { $0.choice(of: words, &$1).flatMap(Value.init(rawValue:)) },
            write: { YAMLText.scalar($0.rawValue) })
    }
}
