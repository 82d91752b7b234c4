import CCrashGuard

/// Ends the process when it has used too much processor time, for commands that read one mail.
/// `mailgate` has ``CrashMark``, which remembers the mail as well.
package enum ProcessorTime {
    /// From now on `seconds` of processor time may be used; then one line on standard error says so,
    /// and the process ends with status 1.
    package static func limit(seconds: Int, program: StaticString) {
        program.withUTF8Buffer { name in
            // SAFETY: a StaticString lives as long as the process and ends with a NUL.
            let text = UnsafeRawPointer(name.baseAddress)?.assumingMemoryBound(to: CChar.self)
            crash_guard_limit(text, UInt32(clamping: seconds), 1)
        }
    }

    /// Ends what ``limit(seconds:program:)`` began.
    package static func endLimit() {
        crash_guard_limit(nil, 0, 1)
    }
}
