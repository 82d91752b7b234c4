import Templates
import Testing

@Suite("Values in HTML")
struct HTMLPlaceTests {
    @Test(
        "a value is refused where escaping would not make it safe",
        arguments: [
            ("<a href=\"{{v}}\">", "a value cannot begin the address in \"href\""),
            ("<a href = ' {{v}}'>", "a value cannot begin the address in \"href\""),
            ("<a hidden href=\"{{v}}\">", "a value cannot begin the address in \"href\""),
            ("<img SRC=\"{{v}}\">", "a value cannot begin the address in \"src\""),
            ("<a href=\"//{{v}}\">", "a value can stand in \"href\" only behind https://HOST/"),
            ("<a href=\"/x/{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"?{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"https:{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"https:/{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"https:\\{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"https:///{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"https://&#10;/{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"https:/\t/x/{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"javascript:f('{{v}}')\">", "only behind https://HOST/"),
            ("<a href=\"data:text/html,{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"https{{v}}\">", "only behind https://HOST/"),
            ("<a href=\"https://e.org{{v}}\">", "a value cannot name the host in \"href\""),
            ("<svg><animate attributeName=href values=\"{{v}}\">", "in the attribute \"values\""),
            ("<svg><set attributeName=href to=\"{{v}}\">", "in the attribute \"to\""),
            ("<img srcset=\"https://e.org/ 1x, {{v}}\">", "in the attribute \"srcset\""),
            ("<a href=\"https://mail.{{v}}/x\">", "a value cannot name the host in \"href\""),
            ("<a href={{v}}>", "put quotes round the value of \"href\""),
            ("<a title=x{{v}}>", "put quotes round the value of \"title\""),
            ("<p onclick=\"{{v}}\">", "a value cannot stand in the attribute \"onclick\""),
            ("<p style=\"{{v}}\">", "a value cannot stand in the attribute \"style\""),
            ("<p hidden style=\"{{v}}\">", "a value cannot stand in the attribute \"style\""),
            (
                "<META http-equiv=refresh content=\"0;url={{v}}\">",
                "a value cannot stand in the attribute \"content\""
            ),
            ("<p {{v}}>", "it would be read as part of <p>"),
            ("<{{v}}>", "it would be read as part of <>"),
            ("<p a{{v}}=\"\">", "it would be read as part of <p>"),
            ("<!-- {{v}} -->", "a value cannot stand in a comment"),
            ("<script>var a = \"{{v}}\"</script>", "a value cannot stand in <script>"),
            ("<STYLE>{{v}}</STYLE>", "a value cannot stand in <style>"),
            ("<p {{#v}}class=\"x\"{{/v}}>{{#v}}<p {{/v}}", "must stand where {{#v}} does"),
            ("<a href=\"{{#v}}https:{{/v}}{{v}}\">", "must stand where {{#v}} does"),
            ("<p title=\"{{> _p}}\">", "{{> _p}} cannot stand inside a tag"),
            ("<p", "the HTML ends in the middle of a tag"),
            ("<!-- x", "the HTML ends in the middle of a tag"),
        ])
    func refused(html: String, message: String) {
        let error = #expect(throws: TemplateError.self) { try template(html) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test(
        "a value may stand in text and in quoted attributes",
        arguments: [
            ("<p>{{v}}</p>", "<p>&lt;b&gt; &quot;&#39;&amp;:</p>"),
            ("<p title=\"{{v}}\">", "<p title=\"&lt;b&gt; &quot;&#39;&amp;:\">"),
            ("<p title='{{v}}'>", "<p title='&lt;b&gt; &quot;&#39;&amp;:'>"),
            ("<title>{{v}}</title>", "<title>&lt;b&gt; &quot;&#39;&amp;:</title>"),
            (
                "<a href=\"https://example.org/{{v}}\">",
                "<a href=\"https://example.org/%3Cb%3E%20%22%27%26%3A\">"
            ),
            (
                "<a href=' HTTP://e.org:80?q={{v}}'>",
                "<a href=' HTTP://e.org:80?q=%3Cb%3E%20%22%27%26%3A'>"
            ),
            ("<a href='#{{v}}'>", "<a href='#%3Cb%3E%20%22%27%26%3A'>"),
            ("<a href='mailto:{{v}}'>", "<a href='mailto:%3Cb%3E%20%22%27%26%3A'>"),
            (
                "<!-- x --><style>p > a { color: red }</style>{{v}}",
                "<!-- x --><style>p > a { color: red }</style>&lt;b&gt; &quot;&#39;&amp;:"
            ),
            ("1 < 2 {{v}}", "1 < 2 &lt;b&gt; &quot;&#39;&amp;:"),
            (
                "<p class=\"{{#v}}a{{/v}}\"><br/>{{#v}}<b>{{v}}</b>{{/v}}",
                "<p class=\"a\"><br/><b>&lt;b&gt; &quot;&#39;&amp;:</b>"
            ),
        ])
    func taken(html: String, result: String) throws {
        let filled = try template(html).render(.object(["v": .text("<b> \"'&:")]))
        #expect(filled.html == result)
    }

    private func template(_ html: String) throws -> TemplateText {
        let source = TemplateSource(name: "a", language: "en", text: "\n.", html: html)
        return try TemplateText.parse(source) { name in
            TemplateSource(name: name, language: "en", text: "", html: "p")
        }
    }
}
