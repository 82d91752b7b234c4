/// Which release of Postern this is.
package enum Release {
    /// As `--version` prints it (semver.org).
    package static let version = "0.1.0"
}
