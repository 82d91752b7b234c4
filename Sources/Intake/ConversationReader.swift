import FoundationEssentials
import MIME
import Tickets

/// Reads Outlook's name for a conversation, which survives where servers rewrite Message-IDs and cut
/// References.
///
/// `Thread-Index` ([MS-OXOMSG] §2.2.1.3) is base64 of a header of 22 bytes, the time and a random
/// number of the first mail, followed by five bytes for each answer.
enum ConversationReader {
    private static let headerBytes = 22
    private static let answerBytes = 5
    private static let valueBytesMax = 4_096

    /// - Returns: `nil` when the mail names none, or not in the form that Outlook gives it.
    static func read(_ message: MIME.Message) -> Conversation? {
        guard let value = message.header("Thread-Index"), value.utf8.count <= valueBytesMax,
            let bytes = Data(base64Encoded: value, options: .ignoreUnknownCharacters),
            bytes.count >= headerBytes, bytes.first == 1,
            (bytes.count - headerBytes).isMultiple(of: answerBytes)
        else { return nil }
        let digits = bytes.prefix(headerBytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return MessageID(digits.joined() + "@thread-index.invalid").map { id in
            Conversation(id: id, isAnswer: bytes.count > headerBytes)
        }
    }
}
