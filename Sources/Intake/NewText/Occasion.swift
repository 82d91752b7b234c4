package import MIME

extension NewText {
    /// On what occasion a mail was written: the same line is a quote in one mail and the matter of
    /// another.
    package enum Occasion: Hashable, Sendable {
        /// Somebody answers, or we cannot know.
        case answer
        /// Somebody passes a mail on: what stands below the comment is what we shall read.
        case forward
        /// Answers nothing, so a `>` without a line that says who wrote it is no quote.
        case first

        /// What the header tells of a mail.
        package static func of(_ message: MIME.Message) -> Self {
            of(
                subject: message.subject,
                answers: !message.inReplyTo.isEmpty || !message.references.isEmpty)
        }

        /// - Parameter answers: whether the mail names another one as what it answers.
        static func of(subject: String, answers: Bool) -> Self {
            // Only what was put before it last counts: `RE: FW: x` answers, `FW: RE: x` passes on.
            var depth = 0
            let head = subject.unicodeScalars.prefix { scalar in
                if scalar == "[" { depth += 1 }
                if scalar == "]" { depth -= 1 }
                return depth > 0 || (scalar != ":" && scalar != "：")
            }
            if SubjectPrefix.isForward(String(head) + ":") { return .forward }
            return answers || SubjectPrefix.isAnswer(subject) ? .answer : .first
        }
    }
}
