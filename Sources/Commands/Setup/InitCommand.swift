package import ArgumentParser
import Gateway
import Settings
import Tickets

/// `postern init`: makes an instance.
package struct InitCommand: ParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a new instance: settings, database, first queue, rules and rights.",
        discussion: """
            Writes the settings file, copies lifecycles, scrips and templates beside it, creates the \
            database and fills it, and prints what to do next. Refuses to touch an instance that is \
            there; an init that broke off may be run again.

            Example: postern init --name example.com --queue support \
            --admin alice --admin-address alice@example.com --run-as postern
            """)

    @OptionGroup(title: "Instance") var instance: InstanceChoices
    @OptionGroup(title: "Settings") var choices: SettingsChoices
    @OptionGroup(title: "First member of staff") var administrator: AdministratorChoices

    @Option(
        help: ArgumentHelp(
            "The account that runs mailgate (Postfix: default_privs): gets the database. Root only.",
            valueName: "account"))
    var runAs: String?

    @Option(
        help: ArgumentHelp(
            "Folder of the shipped scrips, templates and lifecycles. Found by itself as a rule.",
            valueName: "folder"))
    var share: String?

    @OptionGroup var options: GlobalOptions

    /// For ArgumentParser.
    package init() {}

    /// Makes it.
    package func run() throws {
        guard instance.dir == nil || options.config == nil else {
            throw CommandFailure(
                "--dir and --config both say where the settings are; name one", .usage)
        }
        var global = options
        if let dir = instance.dir { global.config = dir + "/postern.yaml" }
        let location = Instance.location(global)
        let plan = try InitPlan(
            queue: instance.queueValue(), administrator: administrator.value(),
            values: choices.values(siteName: instance.name, settingsFile: location.file),
            location: location)
        let account = try runAs.map { try ServiceAccount(named: $0) }
        let files = try ShippedFiles.find(
            share: share, program: SiblingProgram.besideThisProgram().path)
        let made = try InstanceMaker(plan: plan, files: files, account: account).make()
        let context = AliasContext(program: nil, location: location)
        let report = InitReport(
            made, AliasGroup(made.queue, context), settingsFile: location.file)
        try Output(options.format).print("init", report) { report.text(made) }
    }
}

/// Addresses as people type them.
enum AddressArgument {
    /// - Throws: ``CommandFailure`` that names the option.
    static func parse(_ text: String, option: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else {
            throw CommandFailure(
                "\(option): \"\(text)\" is no address; one such as support@example.com was expected",
                .usage)
        }
        return address
    }
}
