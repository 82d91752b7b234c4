import Testing
import Tickets

@Suite("did you mean")
struct NearestWordTests {
    @Test("the nearest word is the one with the fewest slips, or none")
    func nearest() {
        let words = ["mail.size_max", "mail.parts_max", "Log.Level"]
        #expect(NearestWord.find("mail.sizemax", among: words) == "mail.size_max")
        #expect(NearestWord.find("mail.prats_max", among: words) == "mail.parts_max")
        #expect(NearestWord.find("LOG.LEVLE", among: words) == "Log.Level")
        #expect(NearestWord.find("weather", among: words) == nil)
        #expect(NearestWord.find("", among: words) == nil)
        #expect(NearestWord.find("mail.size_max", among: []) == nil)
    }

    @Test("neighbours that were swapped are one slip, and so is a letter too many")
    func slips() {
        #expect(NearestWord.find("ab", among: ["abcd", "ba"]) == "ba")
        #expect(NearestWord.find("abc", among: ["xyz", "abcx"]) == "abcx")
    }

    @Test("a very long word is no slip of a known one, and costs nothing")
    func long() {
        let long = String(repeating: "a", count: 100_000)
        #expect(NearestWord.find(long, among: [long]) == nil)
    }
}
