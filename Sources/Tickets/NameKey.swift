import Foundation

/// What two names have in common that people take for one.
package enum NameKey {
    /// The name in lower case with its accents put together, as databases compare it: `CAFÉ` and
    /// `café` are one, however é was typed.
    package static func of(_ name: String) -> String {
        guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name.lowercased() }
        return name.precomposedStringWithCanonicalMapping.lowercased()
            .precomposedStringWithCanonicalMapping
    }
}
