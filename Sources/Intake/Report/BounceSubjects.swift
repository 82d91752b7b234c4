/// What the subjects of reports say, in the words of mail servers in many languages.
///
/// A subject alone decides nothing: people answer and forward reports, and complain of parcels that
/// were not delivered. ``ReportReader`` asks for more, according to who seems to have sent it.
enum BounceSubjects {
    enum Meaning: Hashable {
        case failure, delay, success
    }

    /// What a subject begins with or holds; `nil` for the subjects of people.
    ///
    /// - Parameter subject: with its prefixes and tags; an answer or a forward means nothing.
    static func meaning(of subject: String) -> Meaning? {
        let folded = ReportText.folded(subject)
        if prefixes(delays, of: folded) || ReportText.first(of: delaysInside, in: folded) != nil {
            return .delay
        }
        if prefixes(successes, of: folded) { return .success }
        if prefixes(failures, of: folded) || ReportText.first(of: failuresInside, in: folded) != nil
        {
            return .failure
        }
        return nil
    }

    private static func prefixes(_ table: [String], of folded: String) -> Bool {
        table.contains { folded.hasPrefix($0) }
    }

    private static let delays = [
        // English: Postfix, Sendmail, Exim, Exchange, Sun, gateways.
        "delayed mail", "delayed:", "delivery delayed", "delivery status notification (delay)",
        "delivery notification: delivery has been delayed", "message delayed", "mail delayed",
        "message delivery delayed", "warning: could not send message", "warning: message delayed",
        "warning: message has not yet", "warning - delayed mail", "delivery delay",
        "mail delivery delayed", "[delayed]", "delivery report (delayed)",
        "delivery status: delayed", "your message is delayed",
        // The same by Exchange and Outlook in other languages.
        "verzögert:", "verzögerte zustellung", "zustellung verzögert", "retardé :", "retardé:",
        "remise différée", "remise retardée", "retrasado:", "entrega retrasada", "ritardato:",
        "recapito ritardato", "consegna ritardata", "atrasado:", "entrega atrasada", "vertraagd:",
        "opóźnione:", "zpožděno:", "задержано:", "отложено:", "försenat:", "forsinket:",
        "viivästynyt:", "gecikti:", "遅延:", "配信遅延", "已延迟:", "邮件延迟", "延遲:", "지연:",
    ]

    private static let delaysInside = [
        "still being retried", "(delay)", "has not yet been delivered", "delayed 24 hours",
        "delayed 4 hours", "will be retried", "message delayed at",
    ]

    private static let successes = [
        "successful mail delivery report", "delivery status notification (success)",
        "delivery status notification (relay)", "delivery status notification (expanded)",
        "delivery notification: delivery has been successful", "mail delivery status report",
        "delivery report (success)", "delivered:", "relayed:", "zugestellt:", "remis :",
        "entregado:", "recapitato:", "entregue:", "bezorgd:", "dostarczone:", "доставлено:",
        "開封確認:", "배달됨:", "已送达:",
    ]

    private static let failures = [
        // Postfix, qmail, Exim, Sendmail, Exchange, Domino, Courier, DragonFly, Sun, gateways.
        "undelivered mail", "undelivered message", "undeliverable", "undelivered:", "returned mail",
        "returned message", "returned to sender", "mail returned", "mail delivery failed",
        "mail delivery failure", "mail delivery error", "mail delivery status",
        "mail delivery system", "mail delivery problem", "mail system error", "mail error",
        "mail failure", "mail not delivered", "mail failed", "mail could not be delivered",
        "mail rejected", "failure notice", "failed mail", "failed delivery", "failure delivery",
        "delivery failure", "delivery failed", "delivery error", "delivery problem",
        "delivery report", "delivery status notification", "delivery status",
        "delivery notification: delivery has failed", "delivery has failed",
        "error delivering mail",
        "error sending", "there was an error sending your mail", "message delivery failure",
        "message delivery has failed", "message delivery failed", "message could not be delivered",
        "message undeliverable", "message not delivered", "message status - undeliverable",
        "message rejected", "message blocked", "message notification", "email delivery failure",
        "email delivery failed", "email bounce", "email could not be delivered", "e-mail delivery",
        "email not delivered", "permanent delivery failure", "permanent failure",
        "non-delivery", "non delivery", "nondeliverable", "nondelivery", "ndn:", "ndr:",
        "could not deliver", "could not send message", "unable to deliver", "cannot deliver",
        "your message could not be delivered", "your message couldn't be delivered",
        "your mail could not be delivered", "your email could not be delivered",
        "your message was not delivered", "bounce notification", "bounced mail", "bounce:",
        "automatically rejected mail", "rejected mail", "processing error", "address not found",
        "unzustellbar", "nicht zustellbar", "nachricht nicht zustellbar", "unzustellbare",
        "mail nicht zustellbar", "e-mail nicht zustellbar", "zustellung fehlgeschlagen",
        "zustellfehler", "übermittlung fehlgeschlagen", "fehler bei der zustellung",
        "fehler bei der nachrichtenzustellung", "übermittlungsfehler", "rückläufer",
        "non remis", "non distribuable", "message non distribuable", "message non délivré",
        "message non remis", "échec de la remise", "échec de remise", "échec de la distribution",
        "échec d'envoi", "courrier non distribué", "courrier électronique non remis",
        "remise impossible", "non délivré", "notification d'échec",
        "no se puede entregar", "no se pudo entregar", "no entregado", "no entregable",
        "mensaje no entregado", "mensaje devuelto", "correo devuelto", "correo no entregado",
        "error en la entrega", "error de entrega", "entrega fallida", "fallo en la entrega",
        "impossibile recapitare", "non recapitabile", "non consegnato", "mancato recapito",
        "recapito non riuscito", "messaggio non recapitabile", "messaggio non consegnato",
        "avviso di mancata consegna", "mancata consegna", "errore di consegna",
        "não é possível entregar", "não foi possível entregar", "não entregue", "não entregável",
        "mensagem não entregue", "mensagem devolvida", "e-mail devolvido", "falha na entrega",
        "falha de entrega", "falha ao entregar", "erro na entrega",
        "onbestelbaar", "niet bestelbaar", "niet bezorgd", "kan niet worden bezorgd",
        "bezorging mislukt", "niedostarczone", "niedostarczalne", "nie można dostarczyć",
        "nie dostarczono", "nie udało się dostarczyć", "zwrot wiadomości",
        "nedoručitelné", "nedoručitelná", "nelze doručit", "nedoručeno", "nedoručiteľné",
        "nem kézbesíthető", "kézbesítetlen", "imposibil de livrat", "nelivrat",
        "kan inte levereras", "ej levererbart", "olevererbart", "det gick inte att leverera",
        "leveransfel", "kan ikke leveres", "ikke leveret", "ikke levert", "uleveret", "ulevert",
        "levering mislykkedes", "ei voi toimittaa", "toimitus epäonnistui", "ei toimitettu",
        "teslim edilemedi", "teslim edilemiyor", "iletilemedi", "δεν παραδόθηκε",
        "δεν είναι δυνατή η παράδοση", "μη παραδοτέο", "недоставлен", "не доставлен",
        "не удалось доставить", "не удается доставить", "сообщение не доставлено",
        "письмо не доставлено", "ошибка доставки", "не вдалося доставити", "недоставлене",
        "配信不能", "配信エラー", "配信できません", "配送エラー", "送信エラー", "エラーメール",
        "メール配信エラー", "メールが配信できませんでした", "メールをお届けできませんでした", "未配信",
        "未送达", "无法送达", "无法投递", "投递失败", "系统退信", "退信", "传递失败", "发送失败",
        "未傳遞", "無法傳遞", "無法送達", "傳遞失敗", "退件通知", "배달되지 않음", "배달할 수 없음",
        "배달 실패", "반송", "전송 실패", "메일 전송 실패",
    ]

    private static let failuresInside = [
        "(delivery failed)", "(undeliverable)", "not listed in domino directory",
        "- user unknown", "user unknown!", "(failure)", "non remis", "is undeliverable",
        "could not be delivered", "can not be delivered", "cannot be delivered",
    ]
}
