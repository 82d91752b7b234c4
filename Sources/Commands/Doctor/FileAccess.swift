import Glibc

/// Owner, group and permission bits of a file.
struct FileAccess {
    let path: String
    let owner: uid_t
    let group: gid_t
    /// As `stat(2)` gives them, without the type.
    let mode: mode_t

    /// - Returns: `nil` when there is no such file, or we may not look at it.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.path = path
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
    }

    /// Whether an account has all of `bits` (4 read, 2 write, 1 search), by the mode alone.
    func allows(_ account: Account, _ bits: mode_t) -> Bool {
        if account.user == 0 { return true }
        if account.user == owner { return (mode >> 6) & bits == bits }
        if account.groups.contains(group) { return (mode >> 3) & bits == bits }
        return mode & bits == bits
    }

    /// `640` and the like.
    var modeText: String { String(mode, radix: 8) }
}

/// A Unix account.
struct Account {
    let user: uid_t
    let name: String
    let groups: Set<gid_t>

    init(user: uid_t, name: String, groups: Set<gid_t>) {
        self.user = user
        self.name = name
        self.groups = groups
    }

    /// Looks an account up; one that is in no list has its number as its name.
    init(_ user: uid_t) {
        guard let entry = getpwuid(user), let text = entry.pointee.pw_name else {
            self.init(user: user, name: "\(user)", groups: [])
            return
        }
        var count: Int32 = 64
        var list = [gid_t](repeating: 0, count: Int(count))
        let found = getgrouplist(text, entry.pointee.pw_gid, &list, &count)
        let groups = found >= 0 ? Set(list.prefix(Int(count))) : [entry.pointee.pw_gid]
        self.init(user: user, name: String(cString: text), groups: groups)
    }
}
