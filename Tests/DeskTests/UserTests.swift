import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("users")
struct UserTests {
    @Test("with ModifySelf one changes what is one's own, and no more", arguments: StoreEngine.all)
    func modifySelf(engine: StoreEngine) throws {
        let office = try Office(engine)
        let (ada, bob) = (try office.staff("ada"), try office.staff("bob"))
        func refusal(_ user: User, _ change: (inout User) -> Void) -> DeskError.Code? {
            var changed = user
            change(&changed)
            do {
                try office.desk.update(changed, as: ada.id)
                return nil
            } catch let error as DeskError {
                return error.code
            } catch { return .invalid }
        }
        #expect(refusal(ada) { $0.timeZone = "Europe/Kyiv" } == .noRight(.adminUsers))
        _ = try office.desk.set(
            Grant(.modifySelf, to: .privileged), isGranted: true, as: User.systemID)
        #expect(
            refusal(ada) {
                ($0.timeZone, $0.language, $0.realName) = ("Europe/Kyiv", "uk", "Ada")
            } == nil)
        let changed = try #require(try office.user("ada@example.org"))
        #expect(
            [changed.timeZone, changed.language, changed.realName] == ["Europe/Kyiv", "uk", "Ada"])
        #expect(refusal(changed) { $0.timeZone = "Mars" } == .invalid)
        #expect(refusal(changed) { $0.name = "root" } == .noRight(.adminUsers))
        #expect(refusal(changed) { $0.isPrivileged = false } == .noRight(.adminUsers))
        #expect(refusal(bob) { $0.timeZone = "Europe/Kyiv" } == .noRight(.adminUsers))
    }
}
