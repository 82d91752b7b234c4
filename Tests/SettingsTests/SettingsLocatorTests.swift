import Testing

@testable import Settings

@Suite struct SettingsLocatorTests {
    private func locate(_ argument: String?, _ variable: String?) -> SettingsLocator {
        SettingsLocator(
            argument: argument,
            environment: variable.map { ["POSTERN_CONFIG": $0] } ?? [:],
            currentFolder: "/srv/here")
    }

    @Test("the option comes before the variable, the variable before the standard place")
    func order() {
        #expect(locate("/a.yaml", "/b.yaml").file == "/a.yaml")
        #expect(locate("/a.yaml", "/b.yaml").source == .argument)
        #expect(locate(nil, "/b.yaml").file == "/b.yaml")
        #expect(locate(nil, "/b.yaml").source == .environment)
        #expect(locate(nil, nil).file == "/etc/postern/postern.yaml")
        #expect(locate(nil, nil).source == .standard)
    }

    @Test("an empty variable counts as none")
    func emptyVariable() {
        #expect(locate(nil, "").source == .standard)
    }

    @Test("a relative path starts from the current folder")
    func relative() {
        #expect(locate("x/a.yaml", nil).file == "/srv/here/x/a.yaml")
        let root = SettingsLocator(argument: "a", environment: [:], currentFolder: "/")
        #expect(root.file == "/a")
    }
}
