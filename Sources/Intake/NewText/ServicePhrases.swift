/// What mailing lists, virus scanners, free mail services and gateways add to other people's mail.
enum ServicePhrases {
    /// A line at the end begins so, or begins like a notice and goes on so.
    static let starts = PhraseTable([
        // Mailing lists and discussion groups
        "you received this message because you are subscribed",
        "you are receiving this because you are subscribed", "to unsubscribe from this group",
        "to unsubscribe from this list", "to unsubscribe from this topic",
        "to unsubscribe, send", "to unsubscribe, e-mail", "to unsubscribe e-mail",
        "to unsubscribe, email", "to unsubscribe send", "to unsubscribe, visit",
        "to unsubscribe or change", "for unsubscribe instructions",
        "to post to this group", "for more options, visit this group",
        "to view this discussion on the web", "to view this discussion visit",
        "visit this group at",
        "reply to this email directly or view it on", "reply to this email directly, view it on",
        "you are receiving this because you were mentioned",
        "you are receiving this because you commented",
        "you are receiving this because you authored", "um sich von dieser liste abzumelden",
        "pour vous désabonner", "pour se désabonner",
        "para cancelar la suscripción", "para anular la suscripción",
        "per annullare l'iscrizione", "para cancelar a inscrição", "om u af te melden",
        "aby zrezygnować z subskrypcji", "aby wypisać się", "pro odhlášení",
        "чтобы отписаться", "щоб скасувати підписку", "för att avsluta prenumerationen",
        "for at afmelde", "for å melde deg av", "peruuttaaksesi", "要取消订阅", "如要取消訂閱",
        // Virus scanners
        "this email has been checked for viruses", "this e-mail has been checked for viruses",
        "this email was scanned", "this e-mail was scanned", "this message has been scanned",
        "this email has been scanned", "this e-mail has been scanned",
        "has been scanned for viruses",
        "no virus found in this", "checked by avg",
        "virus database:",
        "diese e-mail wurde von avast", "auf viren geprüft", "virengeprüft", "wurde auf viren",
        "l'absence de virus dans ce courrier", "garanti sans virus",
        "ha sido comprobado por avast", "ha sido comprobada por avast", "libre de virus.",
        "è stata controllata per rilevare virus", "è stato verificato per la presenza di virus",
        "privo di virus.", "mail priva di virus", "foi verificado pelo software antivírus",
        "foi verificada quanto à presença de vírus", "livre de vírus.", "op virussen gecontroleerd",
        "virusvrij.", "wolny od wirusów", "sprawdzona na obecność wirusów",
        "sprawdzone pod kątem wirusów", "byla zkontrolována na viry", "bez virů", "neobsahuje viry",
        "bola skontrolovaná na vírusy", "bez vírusov", "проверено на вирусы",
        "проверено на наличие вирусов",
        "без вирусов", "перевірено на віруси", "без вірусів", "har sökts igenom efter virus",
        "virusfri.", "blevet kontrolleret for virus", "kontrollert for virus", "virustarkistettu",
        "tarkistettu virusten", "vírusmentes", "fără viruși", "virüslere karşı", "virüs içermez",
        "ウイルスチェック", "ウイルススキャン", "病毒扫描", "病毒掃描", "无病毒", "無病毒",
    ])

    /// Nobody but a program writes this, wherever it stands in a line.
    static let anywhere = PhraseTable([
        "mailman/listinfo*", "mailman3/lists*", "postorius/lists*", "groups.google.com/d/optout*",
        "avast antivirus", "avast.com/sig*", "avast.com/antivirus*", "virus-free.www.avast*",
        "virenfrei.www.avast*", "believed to be clean", "do you yahoo!?", "get your free hotmail*",
        "with a subject of \"unsubscribe\"",
        // Sparing paper
        "before printing this e-mail", "before printing this email", "before printing this mail",
        "before you print this", "think before you print", "bevor sie diese e-mail ausdrucken",
        "bevor sie diese mail ausdrucken", "bevor du diese e-mail ausdruckst",
        "avant d'imprimer ce", "n'imprimez ce", "n'imprimer ce", "antes de imprimir este",
        "antes de imprimir esta", "prima di stampare", "denk aan het milieu voordat",
        "voordat u deze e-mail print", "zanim wydrukujesz", "než vytisknete", "skôr ako vytlačíte",
        "прежде чем распечатать", "перш ніж друкувати", "innan du skriver ut", "før du udskriver",
        "før du skriver ut", "ennen kuin tulostat", "mielőtt kinyomtat", "înainte de a imprima",
        "yazdırmadan önce", "çıktısını almadan önce", "打印前请", "列印前請",
    ])

    /// Believed in a paragraph below a rule only.
    static let belowRule = PhraseTable([
        "mailing list", "mailinglist*", "mailing-list", "unsubscribe*", "abmelden", "austragen",
        "désabonn*", "désinscri*", "cancelar suscripción", "disiscri*", "cancelar inscrição",
        "afmelden", "wypisz*", "odhlásit*", "отписаться", "відписатися", "avregistrera*",
        "lista de correo", "lista de discussão", "liste de diffusion", "lista di discussione",
        "lista dyskusyjna", "рассылк*", "メーリングリスト", "邮件列表",
        "kostenlos*", "gratis*", "gratuit*",
    ])

    /// What a gateway puts on top of mail from outside; a paragraph that begins with one of
    /// ``bannerOpenings`` and holds one of these.
    static let banner = PhraseTable([
        "originated from outside", "originated outside", "came from outside", "sent from outside",
        "recognize the sender", "recognise the sender", "content is safe", "do not open",
        "klicken sie", "öffnen sie", "ne cliquez pas", "n'ouvrez", "no haga clic", "no abra",
        "non fare clic", "não clique", "klik niet", "nie klikaj", "neklikejte", "neotvírejte",
        "не переходите", "не открывайте", "не відкривайте", "klicka inte", "klik ikke",
        "ikke klikk", "クリックしないで*", "请勿点击", "請勿點擊", "tıklamayın", "learn why this is important",
        "external email", "external e-mail", "external sender", "external message",
        "from an external", "outside of the organization", "outside the organization",
        "outside of your organization", "outside your organization", "outside our organization",
        "outside of our organization", "often get email from", "do not click",
        "kommt von außerhalb", "von außerhalb", "externe e-mail", "externen absender*",
        "externer absender", "externe mail", "oft keine e-mails von", "provient de l'extérieur",
        "expéditeur externe", "message externe", "mail externe", "courriel externe",
        "correo externo", "remitente externo", "fuera de la organización", "mittente esterno",
        "esterno all'organizzazione", "e-mail externo", "remetente externo", "fora da organização",
        "buiten de organisatie", "externe afzender", "spoza organizacji", "zewnętrzn*", "externí*",
        "mimo organizaci", "внешн*", "из-за пределов", "зовнішн*", "utanför organisationen",
        "extern avsändare", "ekstern afsender", "uden for organisationen", "ekstern avsender",
        "utenfor organisasjonen", "ulkopuolelta", "外部", "kurum dışından", "harici",
    ])

    static let bannerOpenings = PhraseTable([
        "caution", "external", "[external]", "warning", "attention", "notice", "you don't often",
        "some people who received this message", "this email originated", "this e-mail originated",
        "this message originated", "this message came from", "this email came from",
        "this message was sent from outside", "this email was sent from outside", "achtung",
        "vorsicht", "extern", "externe", "[extern]", "warnung", "hinweis", "diese e-mail kommt",
        "sie erhalten nicht oft",
        "diese nachricht kommt", "externe", "avertissement", "prudence", "precaución", "externo",
        "atención", "aviso", "advertencia", "attenzione", "cautela", "atenção", "cuidado", "let op",
        "waarschuwing",
        "uwaga", "ostrzeżenie", "pozor", "upozornění", "внимание", "осторожно", "увага", "varning",
        "obs", "advarsel", "varoitus", "huomio", "注意", "警告", "【外部】", "dikkat", "uyarı",
    ])
}
