/// Words of the notices that companies put below mail: confidential, not for you, no viruses.
///
/// A paragraph counts as one by how many of ``words`` it holds, so each should be unlikely in a
/// request to a tracker. ``headings`` and ``openings`` say where in a paragraph it begins.
enum DisclaimerPhrases {
    static let words = PhraseTable([
        // English
        "confidential*", "intended recipient*", "intended solely", "intended only", "solely for",
        "not the intended", "addressee*", "privileged", "notify the sender", "notify us",
        "inform the sender", "advise the sender", "contact the sender", "delete this",
        "delete it", "delete the", "destroy*", "disclosure", "unauthorised", "unauthorized",
        "dissemination", "strictly prohibited", "prohibited", "received this e-mail in error",
        "received this email in error", "received this message in error", "in error",
        "views or opinions", "views expressed", "opinions expressed", "liability", "liable",
        "computer viruses", "free of viruses", "virus*", "legally binding", "proprietary",
        "monitored", "copying", "distribution of this", "exempt from disclosure",
        "individual or entity",
        // German
        "vertraulich*", "rechtlich geschützt*", "bestimmungsgemäße*", "richtige adressat",
        "richtigen adressat*", "vorgesehene empfänger*", "beabsichtigte empfänger*", "irrtümlich",
        "informieren sie bitte", "informieren sie den absender", "benachrichtigen sie",
        "vernichten sie", "löschen sie", "unerlaubte*", "unbefugte*", "nicht gestattet",
        "weitergabe", "haftung", "ausschließlich für", "adressaten bestimmt", "unzulässig",
        // French
        "confidentiel*", "destinataire*", "par erreur", "strictement interdit*", "interdite",
        "avertir l'expéditeur", "prévenir l'expéditeur", "informer l'expéditeur", "détruire",
        "le détruire", "le supprimer", "divulgation", "diffusion", "non autorisée",
        "responsabilité",
        "à l'attention exclusive", "usage exclusif", "pièces jointes",
        // Spanish
        "confidencial*", "destinatario*", "por error", "notifíquelo", "comunique", "comunicarlo",
        "elimine", "bórrelo", "eliminarlo", "destrúyalo", "prohibid*", "divulgación",
        "secreto profesional",
        "no autorizad*", "uso exclusivo", "dirigido exclusivamente", "dirigida exclusivamente",
        "responsabilidad", "privilegiada",
        // Italian
        "riservat*", "confidenzial*", "destinatari", "per errore", "avvisare il mittente",
        "informare il mittente", "distruggere", "distruggerl*", "cancellarl*", "eliminarl*",
        "vietat*", "divulgazione", "diffusione", "d.lgs", "gdpr", "2016/679", "regolamento ue",
        "trattamento dei dati",
        // Portuguese
        "destinatário*", "engano", "por engano", "por erro", "sigilos*", "apague", "apagar",
        "proibid*", "divulgação", "legalmente protegid*", "reprodução", "informe o remetente",
        "notifique o remetente", "avisar o remetente", "uso exclusivo",
        // Dutch
        "vertrouwelijk*", "uitsluitend bestemd", "geadresseerde*", "beoogde ontvanger",
        "ten onrechte", "abusievelijk", "afzender te informeren", "te vernietigen", "verwijderen",
        "openbaarmaking", "vermenigvuldiging", "verspreiding", "niet toegestaan", "aansprakelijk*",
        // Polish
        "poufn*", "adresat*", "omyłkowo", "przez pomyłkę", "usunięcie", "usunąć", "zabronion*",
        "rozpowszechnian*", "ujawnian*", "kopiowanie", "powiadomi*", "nadawc*", "klauzula",
        // Czech, Slovak
        "důvěrn*", "dôvern*", "určen výhradně", "určena výhradně", "určené výhradne", "adresát*",
        "omylem", "omylom", "vymažte", "smažte", "odstraňte", "zakázán*", "zakázan*", "zneužití",
        "informujte odesílatele", "informujte odosielateľa", "neoprávněn*", "neoprávnen*", "šíření",
        "nepředstavuje nabídku", "uzavření smlouvy",
        // Russian, Ukrainian, Bulgarian
        "конфиденциальн*", "конфіденційн*", "поверителн*", "исключительно для", "адресат*",
        "по ошибке", "помилково", "по погрешка", "уничтожьте", "удалите", "удалить", "видаліть",
        "знищіть", "изтрийте", "запрещен*", "заборонен*", "забранен*", "распространени*",
        "розповсюдження", "разпространени*", "уведом*", "повідом*", "отправител*", "відправник*",
        "раскрыти*", "предназначен*", "призначен*",
        // Swedish, Danish, Norwegian
        "konfidentiel*", "fortrolig*", "konfidensiell*", "avsedd endast", "endast avsedd",
        "avsedd mottagare", "tiltenkt", "tilsigtede modtager", "rette modtager", "mottagaren",
        "av misstag", "ved en fejl", "ved en feil", "fejlagtigt", "radera", "slette", "slet",
        "förbjud*", "forbudt", "obehörig*", "uvedkommende", "spridning", "videreformidling",
        "taushetsbelagt", "underrätta avsändaren", "meddela avsändaren", "informer afsenderen",
        // Finnish, Estonian, Latvian, Lithuanian
        "luottamuksellis*", "tarkoitettu vain", "ainoastaan vastaanottajalle", "vastaanottajalle",
        "erehdyksessä", "vahingossa", "tuhoamaan", "poistamaan", "kielletty", "konfidentsiaaln*",
        "ekslikult", "kustuta*", "konfidenciāl*", "konfidencial*", "kļūdas dēļ", "per klaidą",
        // Hungarian, Romanian
        "bizalmas", "címzett*", "tévedésből", "véletlenül", "törölje", "semmisítse", "tilos",
        "confidențial*", "confidenţial*", "destinatarului", "din greșeală", "din eroare",
        "ștergeți",
        "distrugeți", "interzis*",
        // Croatian, Serbian, Slovenian
        "povjerljiv*", "poverljiv*", "zaupn*", "namijenjen*", "namenjen*", "greškom", "pomotoma",
        "obrišite", "izbrišite", "zabranjen*", "prepovedan*", "primatelj*", "pošiljatelj*",
        // Greek, Turkish
        "εμπιστευτικ*", "παραλήπτη*", "εκ παραδρομής", "κατά λάθος", "διαγράψτε", "απαγορεύεται",
        "gizli*", "alıcı*", "yanlışlıkla", "hata ile", "siliniz", "yasaktır", "sorumlu*",
        "yetkisiz",
        "gönderene", "ifşa*",
        // Hebrew, Arabic
        "חסוי*", "סודי*", "בטעות", "נמען*", "למחוק", "אסור*", "سري*", "السرية", "بالخطأ",
        "عن طريق الخطأ", "المستلم", "المرسل إليه", "حذف", "يحظر", "محظور",
        // Japanese, Chinese, Korean, Vietnamese
        "機密", "秘密情報", "受信者", "名宛人", "誤って", "誤送信", "破棄", "削除", "開示", "複製", "無断", "禁じ",
        "保密", "机密", "機密資訊", "收件人", "误收", "誤收", "错误地", "删除", "刪除", "销毁", "銷毀", "披露", "揭露",
        "未经授权", "未經授權", "禁止", "泄露", "洩漏", "기밀", "수신인", "수신자", "잘못 수신", "잘못 전송", "삭제",
        "무단", "금지", "배포", "bảo mật", "người nhận", "nhầm", "xóa", "nghiêm cấm",
    ])

    /// Above such a notice, alone on a line or before its first words.
    static let headings = PhraseTable([
        "disclaimer", "confidentiality", "confidentiality notice", "confidentiality note",
        "confidentiality warning", "legal notice", "legal disclaimer", "email disclaimer",
        "e-mail disclaimer", "important notice", "important:", "privacy notice", "notice:",
        "caution:", "haftungsausschluss", "vertraulichkeitshinweis", "vertraulichkeit",
        "wichtiger hinweis", "rechtlicher hinweis", "hinweis:", "avertissement", "avis important",
        "avis de confidentialité", "confidentialité", "mention légale", "aviso legal",
        "aviso de confidencialidad", "aviso importante", "confidencialidad", "cláusula de",
        "aviso de confidencialidade", "confidencialidade", "riservatezza", "avviso di riservatezza",
        "nota di riservatezza", "informativa", "avvertenza", "klauzula poufności", "uwaga:",
        "zastrzeżenie", "upozornění", "upozornenie", "уведомление о конфиденциальности",
        "конфиденциальность", "внимание:", "увага:", "ansvarsfriskrivning", "ansvarsfraskrivelse",
        "vastuuvapauslauseke", "luottamuksellisuus", "jogi nyilatkozat", "declinare*",
        "yasal uyarı",
        "gizlilik notu", "gizlilik uyarısı", "uyarı:", "免责声明", "免責聲明", "保密声明", "保密聲明",
        "免責事項", "ご注意", "注意:", "【注意】", "重要提示", "보안 주의", "주의:",
    ])

    /// What the first sentence of such a notice begins with.
    static let openings = PhraseTable([
        "this e-mail", "this email", "this message", "this mail", "this communication",
        "this transmission", "this electronic", "the information", "the contents of this",
        "the content of this", "if you are not the", "if you have received", "any views",
        "any unauthorized", "any unauthorised", "diese e-mail", "diese email", "diese mail",
        "diese nachricht", "der inhalt dieser", "die information", "die in dieser",
        "wenn sie nicht",
        "sollten sie", "falls sie nicht", "ce message", "cet e-mail", "cet email", "ce courriel",
        "ce mail", "les informations", "le présent", "si vous n'êtes pas", "este mensaje",
        "este correo",
        "esta comunicación", "la información", "si usted", "si ha recibido", "questo messaggio",
        "questa e-mail", "questa email", "le informazioni", "il presente", "il contenuto",
        "la presente",
        "esta mensagem", "este e-mail", "este email", "a informação", "as informações", "se você",
        "dit bericht", "deze e-mail", "dit e-mailbericht", "deze email", "de informatie",
        "de inhoud",
        "indien u", "ta wiadomość", "niniejsza wiadomość", "niniejszy e-mail", "treść tej",
        "ten e-mail",
        "tato zpráva", "tento e-mail", "tento email", "obsah této", "táto správa", "obsah tejto",
        "jestliže nejste", "informace obsažené", "это сообщение", "данное сообщение",
        "настоящее сообщение", "это письмо", "это электронное", "информация, содержащаяся",
        "настоящее электронное", "данное электронное", "содержание данного", "це повідомлення",
        "цей лист", "це електронне", "інформація, що", "тази имейл", "това съобщение", "този имейл",
        "detta meddelande", "detta e-post*", "den här e-post*", "informationen i", "denne e-mail",
        "denne mail", "denne e-post*", "denne meddelelse", "denne meldingen", "oplysningerne i",
        "informasjonen i", "innholdet i", "indholdet af", "tämä viesti", "tämä sähköposti*",
        "tämän viestin", "see e-kiri", "käesolev", "šis e-pasts", "šī ziņa", "šis laiškas",
        "ez az e-mail", "ez az üzenet", "jelen üzenet", "az üzenet", "acest mesaj", "acest e-mail",
        "informațiile", "ova poruka", "ovaj e-mail", "ova elektronička", "to sporočilo",
        "ова порука", "αυτό το μήνυμα", "το παρόν", "αυτό το email", "bu e-posta", "bu mesaj",
        "bu elektronik", "bu ileti", "הודעה זו", "המידע ב", "هذه الرسالة", "هذا البريد", "این پیام",
        "このメール", "本メール", "この電子メール", "本電子メール", "此邮件", "此電子郵件", "本邮件", "本郵件", "此电子邮件",
        "本电子邮件", "本電子郵件", "此訊息", "이 메일", "본 메일", "이 이메일", "본 이메일", "이 전자", "본 전자",
        "thư này", "email này",
    ])
}
