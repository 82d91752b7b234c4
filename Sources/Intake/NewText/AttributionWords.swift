/// How mail programs say who wrote what they quote: "On 5 May 2025 at 10:00, Ann wrote:".
///
/// To teach another language, add its word for "wrote" to ``verbs`` and the word that such lines
/// begin with to ``openings``. Most lines are known without: a date, an address in brackets and a
/// colon at the end are enough.
enum AttributionWords {
    /// "Wrote", "writes", "quoting"; anywhere in the line.
    static let verbs = PhraseTable([
        // English
        "wrote", "writes", "has written", "quoting", "wrote the following",
        // German
        "schrieb", "schrieben", "schreibt", "geschrieben", "zitat von",
        // French
        "a écrit", "écrit", "a ecrit", "a écrit ce qui suit", "écrivait", "a envoyé",
        // Spanish, Catalan, Galician
        "escribió", "escribio", "ha escrito", "escribe", "va escriure", "ha escrit", "escriví",
        "missatge de", "escribiu", "citando",
        // Italian
        "ha scritto", "scrisse", "scrive", "ha inviato",
        // Portuguese
        "escreveu", "escreve", "escreveu o seguinte",
        // Dutch
        "schreef", "heeft geschreven", "geschreven", "heeft het volgende geschreven",
        // Polish
        "napisał*", "pisze", "pisał*", "cytowanie",
        // Czech, Slovak
        "napsal*", "píše", "napísal*", "odesílatel", "používateľ",
        // Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian
        "написал", "написала", "написал(а)", "написал(-а)", "пишет", "писал", "писал(а)", "писала",
        "пише", "писав", "написав", "написав(-ла)", "написала", "піша", "напісаў", "написа", "писа",
        "је написао", "је написао/ла", "је написала", "напиша",
        // Swedish, Danish, Norwegian
        "skrev", "skreiv", "har skrivit", "har skrevet",
        // Finnish, Estonian
        "kirjoitti", "kirjutas",
        // Lithuanian, Latvian
        "rašė", "parašė", "rakstīja",
        // Hungarian
        "írta", "ezt írta", "a következőt írta", "írt",
        // Romanian
        "a scris", "scrie",
        // Croatian, Bosnian, Slovenian
        "je napisao", "je napisala", "je napisao/la", "napisao je", "napisala je", "napisao",
        "piše", "napisal", "napisala",
        // Greek
        "έγραψε", "έγραψαν",
        // Turkish, Azerbaijani
        "yazdı", "şunları yazdı", "şunu yazdı", "yazmış", "tarihinde şunu yazdı",
        // Vietnamese, Indonesian, Malay
        "đã viết", "menulis", "telah menulis",
        // Hebrew, Arabic, Persian
        "כתב", "כתבה", "כתב/ה", "מאת", "כתב", "كتب", "كتبت", "تمت كتابة", "نوشت", "نوشته است",
        // Japanese, Chinese, Korean, Thai
        "のメール", "は書きました", "さんは書きました", "さんが書きました", "が書きました", "さんのメッセージ", "wrote",
        "写道", "寫道", "写到", "來信", "来信", "작성", "쓴 글", "썼습니다", "님이 작성", "님이 쓴 글", "เขียนว่า", "เขียน",
        // Basque
        "idatzi du", "igorleak",
    ])

    /// What such a line begins with, where that is no digit; tells where a wrapped one starts.
    static let openings = PhraseTable([
        "on", "at", "in message", "in article", "in", "quoting", "am", "den", "zitat von", "le",
        "el", "a data de", "il", "il giorno", "in data", "em", "no dia", "op", "w dniu", "dnia",
        "dne", "dňa", "в", "on:", "на", "у", "від", "ti", "kl", "pada", "vào", "στις", "la", "în",
        "pe data de", "missatge de", "kuupäev", "بتاريخ", "في", "در", "בתאריך", "ב-", "在", "于", "於",
        // Days of the week, as Gmail shortens them
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday*", "tuesday*", "wednesday*",
        "thursday*", "friday*", "saturday*", "sunday*", "lun", "mar", "mer", "mié", "jeu", "jue",
        "ven", "vie", "sam", "sáb", "dim", "dom", "seg", "ter", "qua", "qui", "sex", "gio", "sab",
        "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "po", "út", "st", "čt", "pá", "so", "ne",
        "št", "pi", "ut", "sri", "čet", "pet", "sub", "ned", "пн", "вт", "ср", "чт", "пт", "сб",
        "вс", "нд", "man", "tir", "tirs", "ons", "tor", "tors", "fre", "lør", "søn", "mån", "tis",
        "lör", "sön", "ma", "ti", "ke", "to", "pe", "su", "pirmd", "otrd", "trešd", "ceturtd",
        "piektd", "sestd", "svētd", "mo", "di", "mi", "do", "fr", "sa", "понедельник", "вторник",
        "среда", "четверг", "пятница", "суббота", "воскресенье",
    ])
}
