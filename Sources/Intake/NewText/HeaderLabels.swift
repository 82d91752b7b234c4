/// What the lines of a header are called where a mail program shows one inside a text, as Outlook
/// does above the mail that is answered: "From:", "Sent:", "To:", "Subject:".
enum HeaderLabels {
    enum Field: Hashable, CaseIterable {
        case from, sent, date, to, cc, subject, other
    }

    /// The field that a folded label, without its colon, stands for; `nil` for any other word.
    static func field(_ label: FoldedText) -> Field? {
        for (field, names) in table where names.equals(label) { return field }
        return nil
    }

    private static let table: [(Field, PhraseTable)] = [
        (.from, PhraseTable(from)), (.sent, PhraseTable(sent)), (.date, PhraseTable(date)),
        (.to, PhraseTable(to)), (.cc, PhraseTable(cc)), (.subject, PhraseTable(subject)),
        (.other, PhraseTable(other)),
    ]

    private static let from = [
        "from", "von", "de", "da", "van", "od", "от", "від", "ад", "från", "fra", "lähettäjä",
        "expéditeur", "remitente", "remetente", "mittente", "absender", "afzender", "nadawca",
        "odesílatel", "odosielateľ", "отправитель", "відправник", "saatja", "nuo", "no", "feladó",
        "de la", "din partea", "από", "kimden", "gönderen", "מאת", "من", "از", "差出人", "送信者", "发件人",
        "發件人", "寄件者", "寄件人", "보낸 사람", "보낸사람", "발신", "từ", "người gửi", "dari", "pošiljatelj",
        "šalje", "шаље", "од", "подател", "จาก", "avsändare", "afsender", "avsender",
    ]
    /// Only mail programs say when something was *sent*; people write "date".
    private static let sent = [
        "sent", "gesendet", "envoyé", "envoyé le", "enviado", "enviado el", "enviado em",
        "enviada em", "enviada", "enviat", "inviato", "verzonden", "wysłano", "wysłane", "odesláno",
        "odoslané", "отправлено", "надіслано", "дата отправки", "skickat", "sendt", "lähetetty",
        "saadetud", "saatmisaeg", "išsiųsta", "nosūtīts", "elküldve", "küldve", "trimis",
        "στάλθηκε", "gönderildi", "gönderme tarihi", "gönderilme tarihi", "נשלח", "تم الإرسال",
        "أرسلت", "ارسال شده", "送信日時", "送信日", "发送时间", "發送時間", "寄件日期", "傳送時間", "传送时间", "已发送",
        "보낸 날짜", "보낸 시간", "보낸날짜", "đã gửi", "ngày gửi", "dikirim", "poslano", "послато",
        "изпратено",
        "date sent", "ส่ง",
    ]
    private static let date = [
        "date", "datum", "fecha", "data", "datę", "dato", "päivämäärä", "päiväys", "дата",
        "kuupäev", "dátum", "dată", "ημερομηνία", "tarih", "תאריך", "التاريخ", "تاریخ", "日付", "日時",
        "日期", "时间", "時間", "날짜", "일시", "ngày", "tanggal", "датум", "date et heure", "vytvořeno",
        "created", "received", "วันที่",
    ]
    private static let to = [
        "to", "an", "à", "a", "para", "per", "pour", "aan", "do", "komu", "pro", "кому", "до",
        "каму", "till", "til", "vastaanottaja", "kenelle", "saaja", "kellele", "kam", "címzett",
        "către", "catre", "προς", "kime", "alıcı", "אל", "إلى", "الى", "به", "宛先", "收件人", "收件者",
        "받는 사람", "받는사람", "수신", "đến", "tới", "người nhận", "kepada", "za", "prima", "прима", "ถึง",
        "destinataire", "destinatario", "destinatário", "empfänger", "ontvanger", "adresat",
        "destinatari", "mottagare", "modtager", "mottaker",
    ]
    private static let cc = [
        "cc", "bcc", "kopie", "copie", "copie à", "copia", "cópia", "kopia", "dw", "udw", "копия",
        "копія", "kopi", "kopio", "koopia", "kopija", "másolatot kap", "másolat", "kópia", "κοιν",
        "κοινοποίηση", "bilgi", "עותק", "نسخة", "抄送", "副本", "参照", "참조", "đồng gửi",
        "skrytá kopie", "blindkopie", "ccn", "cco", "кc", "สำเนา",
    ]
    private static let subject = [
        "subject", "betreff", "objet", "asunto", "assumpte", "oggetto", "ogg", "assunto",
        "onderwerp", "temat", "předmět", "predmet", "тема", "ämne", "emne", "aihe", "teema",
        "tema", "temats", "tárgy", "subiect", "θέμα", "konu", "נושא", "الموضوع", "موضوع", "件名",
        "主题", "主題", "主旨", "标题", "제목", "chủ đề", "tiêu đề", "perihal", "subjek", "naslov",
        "предмет", "относно", "เรื่อง", "sujet", "betr",
    ]
    private static let other = [
        "reply-to", "reply to", "antwort an", "répondre à", "responder a", "rispondi a",
        "importance", "wichtigkeit", "priorität", "importancia", "importância", "priorità",
        "belang", "ważność", "важность", "priority", "attachments", "attachment", "anlagen",
        "anlage", "anhang", "anhänge", "pièces jointes", "datos adjuntos", "archivos adjuntos",
        "allegati", "anexos", "bijlagen", "bijlage", "załączniki", "přílohy", "вложения", "bilagor",
        "vedhæftede filer", "vedlegg", "liitteet", "添付ファイル", "附件", "첨부", "message-id",
        "organization", "sender", "flag", "in-reply-to", "références", "references",
    ]
}
