package import Scrips
package import Store
package import Tickets

extension ScripRow {
    /// A scrip as it is stored; `queues` are those that it names.
    package init(_ scrip: Scrip, queues: [QueueID]) {
        self.init(
            name: scrip.name, description: scrip.description, condition: scrip.condition.rawValue,
            action: scrip.action.name, template: scrip.template, stage: scrip.stage.rawValue,
            position: scrip.order, isEnabled: scrip.isEnabled, queues: queues)
    }
}
