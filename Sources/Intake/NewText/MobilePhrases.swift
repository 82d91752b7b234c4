/// The line that a telephone or a mail program puts below what somebody wrote.
///
/// To teach another one: a line that begins with one of ``openings`` and names one of ``products``
/// is such a line; what does not fit that goes whole into ``wholes``.
enum MobilePhrases {
    static let openings = PhraseTable([
        // English
        "sent from", "sent via", "sent with", "sent using", "get outlook for",
        "get outlook", "download outlook", "this message was sent from", "this email was sent from",
        "this e-mail was sent from",
        // German
        "gesendet von", "gesendet mit", "gesendet über", "gesendet mithilfe", "von meinem",
        "von meiner", "von unterwegs", "diese nachricht wurde von", "diese nachricht wurde mit",
        "diese e-mail wurde von meinem", "diese mail wurde von meinem", "holen sie sich outlook",
        "outlook für", "verschickt von", "versendet von", "mobil gesendet", "gesendet aus der",
        // French
        "envoyé de", "envoyé depuis", "envoyé à partir", "envoyé avec", "envoyé par", "envoyé via",
        "obtenez outlook", "obtenir outlook", "télécharger outlook", "provenance :",
        // Spanish, Catalan
        "enviado desde", "enviado de", "enviado con", "enviado mediante", "enviado a través",
        "obtener outlook", "obtén outlook", "descargue outlook", "enviat des", "enviat des de",
        // Italian
        "inviato da", "inviato dal", "inviato dall'", "inviato con", "inviata da",
        "ottieni outlook",
        "scarica outlook",
        // Portuguese
        "enviado do", "enviado a partir", "enviado por", "enviado pelo", "enviada do",
        "obter o outlook", "obtenha o outlook", "baixe o outlook",
        // Dutch
        "verstuurd vanaf", "verzonden vanaf", "verzonden met", "verstuurd met", "verzonden vanuit",
        "verzonden door", "verstuurd via", "outlook voor", "download outlook voor",
        // Polish
        "wysłane z", "wysłano z", "wysłane przy", "wysłane przez", "pobierz outlook",
        "pobierz aplikację outlook", "wysłany z",
        // Czech, Slovak
        "odesláno z", "odesláno ze", "odoslané z", "odoslané zo", "odoslaná z", "posláno z",
        "získat outlook", "stáhnout outlook",
        // Russian, Ukrainian, Bulgarian, Serbian
        "отправлено с", "отправлено из", "отправлено через", "отправлено от", "послано с",
        "надіслано з", "надіслано із", "відправлено з", "відправлено із", "изпратено от",
        "изпратено с", "послато са", "скачать outlook", "получить outlook", "загрузить outlook",
        // Swedish, Danish, Norwegian
        "skickat från", "skickat via", "skickades från", "skickad från", "sendt fra", "sendt via",
        "sendt med", "hämta outlook", "hent outlook", "få outlook", "last ned outlook",
        // Finnish, Estonian, Latvian, Lithuanian
        "lähetetty", "hanki outlook", "saadetud minu", "saadetud", "nosūtīts no",
        "sūtīts no", "išsiųsta iš", "siųsta iš",
        // Hungarian, Romanian, Croatian, Slovenian
        "elküldve", "küldve", "outlook letöltése", "trimis de pe", "trimis din",
        "trimis de la", "obțineți outlook", "poslano s", "poslano sa", "poslano iz", "poslano z",
        // Greek, Turkish
        "στάλθηκε από", "εστάλη από", "αποστολή από", "outlook'u edinin",
        // Hebrew, Arabic, Persian
        "נשלח מה", "נשלח מ", "נשלח מהטלפון", "נשלח באמצעות", "أرسلت من", "أُرسلت من",
        "مرسل من", "تم الإرسال من", "ارسال شده از", "احصل على outlook",
        // Vietnamese, Indonesian
        "được gửi từ", "đã gửi từ", "gửi từ", "dikirim dari", "dapatkan outlook",
        // Chinese
        "发自", "發自", "来自我的", "來自我的", "從我的", "从我的", "发送自", "傳送自", "寄自", "获取 outlook",
        "取得 outlook", "下载 outlook",
    ])

    /// What such a line names.
    static let products = PhraseTable([
        "iphon*", "ipad*", "ipod*", "apple watch", "ios", "android*", "galaxy*", "samsung*",
        "huawei*", "xiaomi*", "redmi*", "poco*", "oneplus*", "oppo", "vivo", "honor*", "nokia*",
        "htc*",
        "lg*", "sony*", "xperia*", "motorola*", "moto", "pixel*", "nexus", "fairphone*",
        "blackberry*",
        "windows*", "lumia*", "outlook*", "mail for windows", "mailbox", "mail.ru", "яндекс*",
        "yandex*", "wp.pl",
        "yahoo*", "gmail*", "gmx*", "web.de*", "aol*", "protonmail*", "proton*", "hotmail*",
        "zoho*",
        "tutanota*", "posteo*", "icloud*", "fastmail*", "newton", "nine", "bluemail*", "k-9*",
        "k9*",
        "fairemail*", "sparrow*", "airmail*", "spark*", "mailspring*", "thunderbird*",
        "superhuman*",
        "mobile*", "smartphone*", "handy*", "telefon*", "telefoon*", "phone*", "tablet*", "device*",
        "handheld*", "mobil*", "mobiltelefon*", "gerät*", "móvil*", "celular*", "teléfono*",
        "telefono*", "cellulare*", "telefone*", "telemóvel*", "téléphone*", "portable", "appareil",
        "tel.", "telefonu", "telefonní*", "telefonu", "mobilu", "komórki", "smartfona", "smartfonu",
        "puhelime*", "мобильн*", "телефон*", "смартфон*", "айфон*", "почт*", "пошт*", "мобільн*",
        "устройств*", "κινητό*", "手机", "手機", "邮箱", "信箱", "携帯", "スマートフォン", "スマホ", "هاتف*",
        "جوال*", "גלקסי", "הטלפון*", "הנייד*", "האייפון*", "điện thoại",
        "bell mobilité", "verizon*", "t-mobile*", "at&t*", "vodafone*",
    ])

    /// Where the verb comes last, it stands for the opening.
    static let endings = PhraseTable([
        "から送信*", "より送信*", "を使用して送信*", "を入手", "에서 보냄", "에서 보냈습니다", "에서 발송*", "에서 전송*",
        "gönderildi", "gönderilmiştir", "küldve", "elküldve", "iphonestani", "iphonesta",
        "ipadista",
        "puhelimestani", "saadetud", "gesendet", "verzonden", "verstuurd", "edinin", "傳送", "发送",
    ])

    /// Lines that say it without naming anything; in a line of a few words.
    static let wholes = PhraseTable([
        "please excuse my brevity", "please excuse brevity", "please excuse typos",
        "please excuse any typos", "please excuse the brevity", "excuse my brevity",
        "bitte entschuldigen sie die kürze", "bitte entschuldige die kürze",
        "bitte verzeihen sie die kürze", "veuillez excuser la brièveté", "excusez la brièveté",
        "disculpa mi brevedad", "disculpe la brevedad", "scusate la brevità",
        "desculpe a brevidade", "excuseer mijn beknoptheid", "proszę wybaczyć zwięzłość",
        "prosím o omluvu za stručnost", "прошу прощения за краткость", "вибачте за стислість",
        "ursäkta min fåordighet", "mobil gesendet", "von unterwegs gesendet",
    ])

    /// After these anything may be named: "Sent from my submarine".
    static let owners = PhraseTable([
        "sent from my", "gesendet von meinem", "von meinem", "envoyé de mon", "envoyé depuis mon",
        "enviado desde mi", "inviato dal mio", "enviado do meu", "verstuurd vanaf mijn",
        "verzonden vanaf mijn", "wysłane z mojego", "odesláno z mého", "отправлено с моего",
        "надіслано з мого", "skickat från min", "sendt fra min", "sendt fra mit", "发自我的", "發自我的",
    ])
}
