package import Templates

/// Every name that a scrip's template may use, with its description: the source of the check, of
/// `postern template names` and of the table in `docs/templates.md`.
package enum ScripNames {
    /// In the order in which the table shows them.
    package static let all: [TemplateName] = [
        TemplateName("site", .object(site), "The installation."),
        TemplateName("queue", .object(queue), "The ticket's queue."),
        TemplateName("ticket", .object(ticket), "The ticket, after what happened."),
        TemplateName(
            "requestors", .list(person), "The ticket's requestors; groups as their members."),
        TemplateName(
            "owner", .object([TemplateName("name", "What people call them.")]),
            "Who owns the ticket; nothing when nobody does."),
        TemplateName(
            "actor", .object([TemplateName("name", "What people call them.")]),
            "Who did what the mail is about."),
        TemplateName("transaction", .object(transaction), "What happened."),
        TemplateName(
            "schedule", .object(schedule),
            "The timed scrip that fired; nothing when something else happened."),
        TemplateName(
            "message", .object(message), "What was written; nothing when nothing was."),
        TemplateName(
            "forwarded", .list(forwarded), "What is forwarded, oldest first; for the forward."),
        TemplateName("now", .time, "When the mail is made."),
    ]

    private static let site = [
        TemplateName("name", "The name in subject tags, setting `site.name`.")
    ]

    private static let queue = [
        TemplateName("name", "Its name."),
        TemplateName("description", "Its description; may be empty."),
        TemplateName("address", "Where an answer belongs that everybody may read."),
    ]

    private static let ticket = [
        TemplateName("id", "Its number: `42`."),
        TemplateName("tag", "What must stay in the subject: `[example.org #42]`."),
        TemplateName("subject", "Its subject, without the tag."),
        TemplateName("status", "As its lifecycle calls it: `open`."),
        TemplateName("priority", "A number."),
        TemplateName("created", .time, "When it was opened."),
        TemplateName("updated", .time, "When it last changed; notes count in mails about notes."),
        TemplateName("due", .time, "When it should be done; nothing when that is not known."),
        TemplateName("priorityName", "What the site calls that priority: `High`."),
        TemplateName("finalPriority", "A number, towards which the priority rises."),
        TemplateName("starts", .time, "When work should begin; may be nothing."),
        TemplateName("started", .time, "When work began; may be nothing."),
        TemplateName("told", .time, "When the requestors last heard of it; may be nothing."),
        TemplateName("resolved", .time, "When it was done; may be nothing."),
        TemplateName("timeWorked", "Time worked: `1h 30m`; nothing for none."),
        TemplateName("timeEstimated", "Time estimated; nothing for none."),
        TemplateName("timeLeft", "Time left; nothing for none."),
        TemplateName(
            "fields",
            .list([
                TemplateName("name", "The field's name."),
                TemplateName(
                    "value", "Its values with commas between them; a single time is a time."),
                TemplateName("values", .texts, "Its values, each by itself."),
            ]), "The custom fields that have a value, in their order."),
        TemplateName(
            "field", .open,
            "A custom field by its name in templates, which `postern field show` tells:"
                + " `{{ticket.field.city}}`."),
    ]

    private static let forwarded = [
        TemplateName("author", "Who wrote it, with the address; may be nothing."),
        TemplateName("time", .time, "When it was written."),
        TemplateName("subject", "Its subject."),
        TemplateName("text", "Its text; empty where the mail itself goes along."),
        TemplateName(
            "paragraphs",
            .list([TemplateName("lines", .texts, "Its lines; `{{.}}` is one of them.")]),
            "The text between its empty lines. For HTML."),
        TemplateName("isAttached", .flag, "The mail itself goes along as a file."),
    ]

    private static let person = [
        TemplateName("name", "What people call them."),
        TemplateName("address", "Where mail to them goes; nothing when nowhere."),
    ]

    private static let transaction = [
        TemplateName("kind", "Its kind: `Create`, `Correspond`, `Status` …"),
        TemplateName("field", "The field that was changed; nothing when none was."),
        TemplateName("old", "The field's value before; may be nothing."),
        TemplateName("new", "The field's value after; may be nothing."),
        TemplateName("time", .time, "When it happened."),
        TemplateName("isCreate", .flag, "A ticket was opened."),
        TemplateName("isCorrespond", .flag, "Somebody wrote what everybody may read."),
        TemplateName("isComment", .flag, "Somebody wrote a note for staff."),
        TemplateName("isStatus", .flag, "The status changed."),
        TemplateName("isOwnerChange", .flag, "The owner changed."),
        TemplateName("isOther", .flag, "None of these, and no timed scrip."),
    ]

    private static let schedule =
        [
            TemplateName("scrip", "Its name."),
            TemplateName("condition", "Its condition: `Overdue`."),
        ]
        + ScheduleFlag.all.map {
            TemplateName($0.name, .flag, "The condition is `\($0.condition)`.")
        }

    private static let message = [
        TemplateName("author", "Who wrote it, as the mail says; may be nothing."),
        TemplateName("subject", "Its own subject."),
        TemplateName("text", "The text, without what was quoted from earlier mails."),
        TemplateName("isCut", .flag, "The text was too long for a mail, its end is missing."),
        TemplateName(
            "quoted",
            "The text as an answer quotes it: `> ` before each line, long lines broken, at most 60 "
                + "lines. For plain text."),
        TemplateName(
            "paragraphs",
            .list([TemplateName("lines", .texts, "Its lines; `{{.}}` is one of them.")]),
            "The text between its empty lines. For HTML."),
        TemplateName(
            "attachments",
            .list([
                TemplateName("name", "The file's name."),
                TemplateName("size", "For people: `12 KiB`."),
            ]), "The message's files."),
    ]
}
