import Glibc

/// Measures this process: processor time and memory.
enum Measure {
    /// Processor seconds of one call: the median of at least five, or of what fits into `seconds`.
    static func cpuSeconds(within seconds: Double = 0.4, _ body: () -> Void) -> Double {
        body()
        var times: [Double] = []
        let end = now() + seconds
        while times.count < 5 || (now() < end && times.count < 2_000) {
            let start = now()
            body()
            times.append(now() - start)
        }
        return times.sorted()[times.count / 2]
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Bytes of memory in use now.
    static func residentBytes() -> Int { status("VmRSS:") }

    /// The most memory in use since ``forgetPeak()``, in bytes.
    static func peakBytes() -> Int { status("VmHWM:") }

    /// Begins to look for the peak anew (proc(5), clear_refs).
    static func forgetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }

    private static func status(_ name: String) -> Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
            guard text.hasPrefix(name) else { continue }
            return text.split(whereSeparator: \.isWhitespace).dropFirst().first
                .flatMap { Int($0) }.map { $0 << 10 } ?? 0
        }
        return 0
    }
}
