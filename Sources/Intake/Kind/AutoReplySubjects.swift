/// Subjects of vacation programs, by language.
///
/// The list of beginnings counts alone: Exchange, Outlook, Gmail, Domino and their like put exactly
/// these before the subject that they answer, colon included, and people do not. What people write
/// too ("out of office next week") counts only with a null envelope sender.
enum AutoReplySubjects {
    /// The beginning by which the subject is a program's.
    ///
    /// A person who answers such a mail gets it behind `Re:`, and their mail names what it answers;
    /// behind `Re:` it counts only in a mail that answers nothing.
    ///
    /// - Returns: `nil` for the subjects of people.
    static func beginning(of subject: String, isAnswer: Bool) -> String? {
        let folded = ReportText.folded(subject.prefix(300))
        if let found = beginnings.first(where: { folded.hasPrefix($0) }) { return found }
        guard !isAnswer else { return nil }
        let bare = ReportText.folded(SubjectPrefix.removed(subject).prefix(300))
        return beginnings.first { bare.hasPrefix($0) }
    }

    /// Words that speak of an absence; proof only together with a null envelope sender.
    static func words(in subject: String) -> String? {
        ReportText.first(of: words, in: ReportText.folded(subject.prefix(300)))
    }

    private static let beginnings = [
        // English
        "automatic reply:", "auto reply:", "autoreply:", "auto-reply:", "autoresponse:",
        "auto response:", "auto-response:", "automatic response:", "automated reply:",
        "automated response:", "automatic response to:", "out of office autoreply:",
        "out of office:", "out of office reply:", "out of office response:", "out-of-office:",
        "out of the office:", "auto: out of office", "vacation reply:", "away from my mail",
        "away from mail:", "[auto-reply]", "[autoreply]", "[auto reply]",
        // German, Dutch
        "automatische antwort:", "abwesenheitsnotiz:", "abwesenheitsnachricht:",
        "abwesenheitsmeldung:", "automatische abwesenheitsnotiz:", "autoantwort:",
        "automatisch antwoord:", "automatisch bericht bij afwezigheid:", "afwezigheidsbericht:",
        // French
        "réponse automatique :", "réponse automatique:", "réponse automatique d'absence",
        "absence du bureau :", "absence du bureau:", "message d'absence :", "message d'absence:",
        // Spanish, Catalan, Portuguese, Italian, Romanian
        "respuesta automática:", "respuesta automatica:", "fuera de la oficina:",
        "respuesta de fuera de la oficina:", "autorespuesta:", "resposta automàtica:",
        "resposta automática:", "resposta automatica:", "fora do escritório:",
        "ausência temporária:", "mensagem de ausência:", "risposta automatica:",
        "risposta automatica fuori sede:", "fuori sede:", "fuori ufficio:", "răspuns automat:",
        // Swedish, Danish, Norwegian, Finnish, Icelandic
        "autosvar:", "automatiskt svar:", "automatisk svar:", "frånvaromeddelande:",
        "fraværsmelding:", "fraværsbesked:", "automaattinen vastaus:", "poissaoloilmoitus:",
        "sjálfvirkt svar:",
        // Polish, Czech, Slovak, Hungarian, Slovenian, Croatian, Baltic
        "automatyczna odpowiedź:", "odpowiedź automatyczna:", "autoodpowiedź:",
        "automatická odpověď:", "automatická odpoveď:", "odpověď v nepřítomnosti:",
        "automatikus válasz:", "házon kívül:", "samodejni odgovor:", "automatski odgovor:",
        "automaatvastus:", "automātiska atbilde:", "automātiskā atbilde:",
        "automatinis atsakymas:",
        // Russian, Ukrainian, Bulgarian, Serbian, Greek, Turkish
        "автоматический ответ:", "автоответ:", "автоматична відповідь:", "автовідповідь:",
        "автоматичен отговор:", "аутоматски одговор:", "αυτόματη απάντηση:", "otomatik yanit:",
        "otomatik cevap:",
        // Hebrew, Arabic, Vietnamese, Thai, Indonesian
        "תשובה אוטומטית:", "مستخدم خارج المكتب:", "رد تلقائي:", "trả lời tự động:",
        "ตอบกลับอัตโนมัติ:", "balasan otomatis:",
        // Japanese, Chinese, Korean
        "自動応答:", "自動応答：", "自動返信:", "自動返信：", "[自動応答]", "【自動返信】",
        "不在通知:", "自动回复:", "自动回复：", "自动答复:", "自动答复：", "自動回覆:", "自動回覆：",
        "외출 중 자동 회신:", "자동 회신:", "자동회신:", "[자동회신]", "부재 중:",
    ]

    private static let words = [
        "out of office", "out of the office", "out-of-office", "on vacation", "on holiday",
        "on leave", "maternity leave", "away", "vacation", "autoreply", "auto-reply",
        "automatic reply", "auto reply", "autoresponder", "abwesend", "abwesenheit", "urlaub",
        "nicht im büro", "absent", "absence", "en congé", "vacances", "fuera de la oficina",
        "vacaciones", "ausente", "assente", "in ferie", "férias", "afwezig", "niet aanwezig",
        "vakantie", "nieobecno", "urlop", "nepřítomn", "dovolen", "отсутств", "отпуск", "відпуст",
        "semester", "frånvar", "ferie", "fravær", "lomalla", "poissa", "tatilde", "szabadság",
        "不在", "休暇", "外出", "休假", "부재", "휴가",
    ]
}
