import CGMime

/// The one place where GMime is started, and where its strings become Swift's.
enum GMimeRuntime {
    /// Done once a process, at the first touch; GMime keeps tables of its own from then on.
    private static let isStarted: Bool = {
        g_mime_init()
        return true
    }()

    /// Call before any other function of GMime.
    static func start() {
        _ = isStarted
    }

    /// Takes over a string that GMime allocated; broken UTF-8 is repaired.
    static func take(_ string: UnsafeMutablePointer<CChar>?) -> String? {
        guard let string else { return nil }
        defer { g_free(string) }
        return String(cString: string)
    }
}
