import Testing
import Tickets

@Suite("Rights")
struct StandingTests {
    private let queue = QueueID(7)

    private func standing(
        privileged: Bool = false, disabled: Bool = false, groups: Set<GroupID> = [],
        roles: Set<Role> = []
    ) -> Standing {
        Standing(
            user: User(
                id: UserID(5), name: "ann", isPrivileged: privileged, isDisabled: disabled),
            groups: groups, roles: roles, queue: queue)
    }

    @Test("nothing is allowed that nobody granted")
    func noGrant() {
        #expect(standing().decide(.showTicket, by: []) == .refused(.noGrant))
    }

    @Test("each kind of grantee matches whom it names, and nobody else")
    func grantees() {
        func allowed(_ grantee: Grantee, _ standing: Standing) -> Bool {
            standing.decide(.showTicket, by: [Grant(.showTicket, to: grantee)]).isAllowed
        }
        #expect(allowed(.everyone, standing()))
        #expect(allowed(.user(UserID(5)), standing()))
        #expect(!allowed(.user(UserID(6)), standing()))
        #expect(allowed(.group(GroupID(2)), standing(groups: [GroupID(2)])))
        #expect(!allowed(.group(GroupID(3)), standing(groups: [GroupID(2)])))
        #expect(allowed(.role(.requestor), standing(roles: [.requestor])))
        #expect(!allowed(.role(.owner), standing(roles: [.requestor])))
        #expect(allowed(.privileged, standing(privileged: true)))
        #expect(!allowed(.privileged, standing()))
        #expect(allowed(.unprivileged, standing()))
        #expect(!allowed(.unprivileged, standing(privileged: true)))
    }

    @Test("a grant for another queue does not count, a global one does")
    func queues() {
        let elsewhere = Grant(.showTicket, to: .everyone, in: QueueID(8))
        let here = Grant(.showTicket, to: .everyone, in: queue)
        #expect(!standing().decide(.showTicket, by: [elsewhere]).isAllowed)
        #expect(standing().decide(.showTicket, by: [elsewhere, here]) == .allowed(by: here))
        let global = Standing(user: User(id: UserID(5), name: "ann"))
        #expect(!global.decide(.showTicket, by: [here]).isAllowed)
    }

    @Test("SuperUser stands for every right; a disabled user holds none; the tracker all")
    func special() {
        let superUser = Grant(.superUser, to: .user(UserID(5)))
        for right in Right.builtIn {
            #expect(standing().decide(right, by: [superUser]).isAllowed)
            #expect(
                standing(disabled: true).decide(right, by: [superUser]) == .refused(.userDisabled))
        }
        let tracker = Standing(user: User(id: User.systemID, name: "postern", isDisabled: true))
        #expect(tracker.decide(.deleteTicket, by: []) == .allowed(by: nil))
    }

    @Test("names of rights and roles are found regardless of case")
    func names() {
        for right in Right.builtIn { #expect(Right(named: right.rawValue.uppercased()) == right) }
        for role in Role.allCases { #expect(Role(named: role.rawValue.lowercased()) == role) }
        #expect(Right(named: "FlyToTheMoon") == nil)
    }
}
