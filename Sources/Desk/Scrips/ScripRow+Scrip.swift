import FoundationEssentials
package import Scrips
package import Store
package import Tickets

extension ScripRow {
    /// A scrip as it is stored; `queues` are those that it names.
    package init(_ scrip: Scrip, queues: [QueueID]) {
        self.init(
            name: scrip.name, description: scrip.description, condition: scrip.condition.name,
            action: scrip.action.name, template: scrip.template, stage: scrip.stage.rawValue,
            position: scrip.order, isEnabled: scrip.isEnabled, queues: queues,
            conditionArgument: scrip.condition.argument.map(ArgumentText.text),
            actionArgument: scrip.action.argument.map(ArgumentText.text), search: scrip.search)
    }
}

extension Scrip {
    /// Reads a stored scrip.
    ///
    /// - Parameter queueNames: of all queues; one that is not there is left out.
    /// - Throws: ``Scrips/ScripProblem`` for the first word or argument that this version does not
    ///   understand.
    package init(_ row: ScripRow, queueNames: [QueueID: String]) throws {
        let condition = try ScripCondition(
            named: row.condition,
            argument: try ArgumentText.argument(row.conditionArgument, .conditionArgument))
        let action = try ScripAction(
            named: row.action,
            argument: try ArgumentText.argument(row.actionArgument, .actionArgument))
        guard let stage = Stage(rawValue: row.stage) else {
            throw ScripProblem(.stage, "there is no stage \"\(row.stage)\"")
        }
        self.init(
            name: row.name, description: row.description, condition: condition, action: action,
            template: row.template, stage: stage, order: row.position,
            queues: row.queues.compactMap { queueNames[$0] }, isEnabled: row.isEnabled,
            search: row.search)
    }
}

/// Arguments as they stand in the store: JSON, keys sorted, so that equal ones are equal texts.
enum ArgumentText {
    static func text(_ argument: ScripArgument) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts, lists and keys can always be written.
        let bytes = (try? encoder.encode(argument)) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }

    static func argument(_ text: String?, _ key: ScripProblem.Key) throws -> ScripArgument? {
        guard let text else { return nil }
        guard let value = try? JSONDecoder().decode(ScripArgument.self, from: Data(text.utf8))
        else { throw ScripProblem(key, "the stored argument is no JSON: \(text)") }
        return value
    }
}
