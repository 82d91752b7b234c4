import Testing

@testable import MIME

@Suite("HTML as text")
struct HTMLTextTests {
    @Test(
        "paragraphs, lines and white space",
        arguments: [
            ("<p>a</p><p>b</p>", "a\n\nb"), ("a<br>b<br/>c", "a\nb\nc"), ("a<br><br>b", "a\n\nb"),
            ("<div>a</div><div>b</div>", "a\nb"), ("a <b>b</b>c", "a bc"), ("a\n\n\nb", "a b"),
            ("<div>a<br></div><div>b</div>", "a\nb"),
            ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
            ("<p>a<br><br></p><br><br><p> </p><p>b</p><br><br>", "a\n\nb"),
            ("a&nbsp;&nbsp;b &nbsp; <br>c&nbsp;", "a  b\nc"),
            ("<h1>a</h1>b<h2>c</h2>", "a\n\nb\n\nc"), ("<center>a</center>b", "a\nb"),
            ("a<hr>b", "a\n________________________________\nb"),
            ("<pre>a\n  b\n\n\n\tc  \n</pre>d", "a\n  b\n\n\tc\n\nd"),
            ("<div style='White-Space: pre-wrap'>a\n  b</div>", "a\n  b"),
            ("<p>a</p>\u{3000}<p>b</p>", "a\n\nb"), ("a\u{AD}b\u{200B}c\u{FEFF}", "abc"),
            ("a\u{200C}b \u{200C} \u{200C} c", "a\u{200C}b c"), ("a\u{202E}b", "ab"),
            ("<p>a", "a"), ("", ""), (" \n", ""),
        ])
    func lines(_ html: String, _ wanted: String) {
        #expect(HTMLText.text(of: html) == wanted)
    }

    @Test(
        "an office program's paragraphs are lines, and its hard spaces empty ones",
        arguments: [
            ("<p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb"),
            (
                "<p class=MsoNormal>a</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
                    + "<p class=MsoNormal>b</p>", "a\n\nb"
            ),
            ("<p style='margin:0'>a</p><p style='MARGIN-TOP: 0px'>b</p>", "a\nb"),
            ("<p style='margin:0.5em'>a</p><p>b</p>", "a\n\nb"),
            (
                "<p style='mso-list:l0 level2 lfo1'><![if !supportLists]>"
                    + "<span style='mso-list:Ignore'>§<span>&nbsp; </span></span><![endif]>a</p>",
                "  * a"
            ),
            ("<p><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>a</p>", "3. a"),
        ])
    func office(_ html: String, _ wanted: String) {
        // A space at the beginning of the text is dropped, so something stands in front.
        #expect(HTMLText.text(of: "<p>x</p>" + html) == "x\n\n" + wanted)
    }

    @Test(
        "lists",
        arguments: [
            ("<ul><li>a<li>b</ul>c", "* a\n* b\n\nc"), ("x<ol><li>a<li>b</ol>", "x\n\n1. a\n2. b"),
            ("<ol start=9><li>a<li>b</ol>", "9. a\n10. b"),
            ("<ol><li value=5>a<li>b</ol>", "5. a\n6. b"),
            ("<ol type=a start=2><li>x<li>y</ol>", "b. x\nc. y"),
            ("<ul><li>a<ul><li>b</ul></li><li>c</ul>", "* a\n  * b\n* c"),
            ("<ol><li>a<br>b<ul><li>c</ul></ol>", "1. a\n   b\n   * c"),
            ("<ul><li><p>a</p></li><li><div>b</div></li></ul>", "* a\n\n* b"),
            ("<ul><li></li><li>a</li></ul>", "* a"), ("<ul><ul><li>a</ul></ul>", "* a"),
            ("<ul><li><ul><li>a</ul></ul>", "  * a"), ("<li>a", "* a"),
            ("<ol start=2147483647><li>a<li>b</ol>", "2147483647. a\n2147483647. b"),
            ("<dl><dt>a<dd>b<br>c<dt>d</dl>", "a\n    b\n    c\nd"),
        ])
    func lists(_ html: String, _ wanted: String) {
        #expect(HTMLText.text(of: html) == wanted)
    }

    @Test(
        "tables of figures are rows of cells, tables that lay out a page are not",
        arguments: [
            ("<td>a</td><td>b</td>", "a\tb"),
            ("<table><tr><td>a<td>b<tr><td>c<td>d</table>e", "a\tb\nc\td\ne"),
            (
                "<table><tr><th>a<th>b<tr><td>c<td><tr><td><td>d</table>e",
                "a\tb\nc\n\td\n\ne"
            ),
            ("a<table border=1><tr><td><td>b</table>", "a\n\n\tb"),
            ("<table border=0><tr><td><td>b</table>", "b"),
            ("<table><tr><td>a<br>b<td>c</table>", "a\nb\nc"),
            ("<table><tr><td><p>a</p><p>b</p><td>c</table>", "a\n\nb\n\nc"),
            ("<table><tr><td><p>a</p></td><td><div>b</div></td></tr></table>", "a\tb"),
            ("<table><tr><td><p>a</p><tr><td><p>b</p></table>", "a\n\nb"),
            ("<table><tr><td>a<td><ul><li>b</ul></table>", "a\n\n* b"),
            ("<table><tr><td><table><tr><td>a<td>b</table></table>", "a\tb"),
            ("<table><tr><td><table><tr><td>a<tr><td>b</table><td>c</table>", "a\nb\nc"),
            ("<table><tr><td>&nbsp;<td>a<td width=9>&nbsp;</table>", "a"),
        ])
    func tables(_ html: String, _ wanted: String) {
        #expect(HTMLText.text(of: html) == wanted)
    }

    @Test("long cells are read one after the other")
    func longCells() {
        let column = String(repeating: "word ", count: 40)
        let html = "<table><tr><td>\(column)<td>\(column)</table>"
        let trimmed = String(column.dropLast())
        #expect(HTMLText.text(of: html) == trimmed + "\n" + trimmed)
    }

    @Test(
        "links show where they lead, unless the text does",
        arguments: [
            ("<a href='https://example.org/x'>a</a> b", "a <https://example.org/x> b"),
            ("<a href='https://example.org/'>example.org</a>", "example.org"),
            ("<a href='http://www.example.org'>https://example.org/</a>", "https://example.org/"),
            ("<a href='HTTPS://Example.org/?a=1&amp;b'>x</a>", "x <HTTPS://Example.org/?a=1&b>"),
            (
                "<a href='https://example.net/'>example.org</a>",
                "example.org <https://example.net/>"
            ),
            ("<a href='mailto:ada@example.org'>ada@example.org</a>", "ada@example.org"),
            ("<a href='mailto:ada@example.org?subject=x'>Ada</a>", "Ada <ada@example.org>"),
            ("<a href='tel:+4930'>call</a>", "call <tel:+4930>"),
            ("<a href='#top'>a</a><a href='javascript:x()'>b</a><a href='cid:1'>c</a>", "abc"),
            ("<a href='/x'>a</a><a name=b>b</a><a href>c</a><a href='mailto:'>d</a>", "abcd"),
            ("<a href='https://example.org/x'></a>a", "a"),
            ("<a href=' https://example.org/\n a b>c '>x</a>", "x <https://example.org/ab%3Ec>"),
            ("<a href='https://example.org/'><div>a</div></a>b", "a <https://example.org/>\nb"),
            (
                "<a href='https://example.org/'>a</a> <a href='https://example.org/'>b</a>",
                "a <https://example.org/> b"
            ),
            ("&lt;<a href='mailto:ada@example.org'>ada@example.org</a>&gt;", "<ada@example.org>"),
        ])
    func links(_ html: String, _ wanted: String) {
        #expect(HTMLText.text(of: html) == wanted)
    }

    @Test(
        "pictures show their words, if these say something",
        arguments: [
            ("<img alt='A red house'>", "[A red house]"), ("<img alt=''>x<img>", "x"),
            ("<img alt='image001.png'>x<img alt='Inline image 3'>", "x"),
            ("<img alt='A house' width=1 height=1>x", "x"), ("<img alt=\u{1F600}>", "\u{1F600}"),
            ("<img alt='a\n<b>\u{7}'>", "[a <b>]"),
            (
                "<a href='https://example.org/'><img alt='Our shop'></a>",
                "[Our shop] <https://example.org/>"
            ),
        ])
    func pictures(_ html: String, _ wanted: String) {
        #expect(HTMLText.text(of: html) == wanted)
    }

    @Test(
        "quotes and signatures look as in plain mail",
        arguments: [
            (
                "On Monday Ada wrote:<br><blockquote type=cite>a<br><br>b</blockquote>c",
                "On Monday Ada wrote:\n\n> a\n>\n> b\n\nc"
            ),
            ("<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n>\n> > b\n>\n> c"),
            ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
            ("<blockquote><ul><li>a<li>b</ul></blockquote>", "> * a\n> * b"),
            ("<ul><li><blockquote>a<br>b</blockquote></ul>", "* > a\n  > b"),
            ("<blockquote></blockquote>a", "a"), ("a<q>b</q>", "a“b”"),
            ("a<br>-- <br>Ada", "a\n-- \nAda"), ("a<div>--&nbsp;</div>Ada", "a\n-- \nAda"),
            ("<pre>a\n-- \nAda</pre>", "a\n-- \nAda"), ("a<br>--<br>Ada", "a\n--\nAda"),
            ("<blockquote>-- <br>Ada</blockquote>", "> -- \n> Ada"), ("a -- <br>b", "a --\nb"),
        ])
    func quotes(_ html: String, _ wanted: String) {
        #expect(HTMLText.text(of: html) == wanted)
    }

    @Test(
        "what is hidden is left out",
        arguments: [
            "<style>x</style>", "<STYLE>x</STYLE >", "<script>x<b></script>", "<title>x</title>",
            "<!-- x -->", "<!--[if mso]><p>x</p><![endif]-->", "<template>x</template>",
            "<svg><text>x</text></svg>", "<xml><o:p>x</o:p></xml>", "<?xml version='1.0'?>",
            "<div style='display:none'>x</div>",
            "<div style='color:red; DISPLAY : none !important'>x</div>",
            "<span hidden>x</span>", "<p style='visibility:hidden'>x<b>y</b></p>",
            "<div style='font-size:1px;mso-hide:all;color:#fff'>x</div>", "<!DOCTYPE html>",
            "<div style='display:none'><div style='display:block'>x</div></div>",
        ])
    func hidden(_ html: String) {
        #expect(HTMLText.text(of: "a" + html + "b").filter { !$0.isWhitespace } == "ab")
    }

    @Test(
        "what only looks hidden is shown",
        arguments: [
            "<!--[if !mso]><!--><b>x</b><!--<![endif]-->", "<![if !mso]>x<![endif]>",
            "<a style='mso-hide:all'>x</a>", "<noscript>x</noscript>", "<!-->x",
            "<div style='display:none-such'>x</div>", "<div style=';;:'>x</div>",
        ])
    func shown(_ html: String) {
        #expect(HTMLText.text(of: "a" + html + "b").contains("x"))
    }

    @Test(
        "character references, the broken ones too",
        arguments: [
            ("a&nbsp;b &lt;c&gt; &amp;amp; &#65;&#x42;&#X43", "a b <c> &amp; ABC"),
            ("&#0;&#xD800;&#99999999999999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("a&#7;b", "a b"),
            ("&#146;&#x80;", "’€"), ("&unknown; & &; &# &#x; &", "&unknown; & &; &# &#x; &"),
            ("&copy 2025 &eacute;&Alpha;&check;&apos;", "© 2025 éΑ✓'"), ("a&nbspb&nbsp", "a b"),
            (
                "<a href='https://example.org/?a&copy=1&lt=2'>x</a>",
                "x <https://example.org/?a&copy=1&lt=2>"
            ),
            ("1 < 2 > 1", "1 < 2 > 1"), ("a<3", "a<3"), ("<", "<"), ("&lt;b&gt;", "<b>"),
        ])
    func references(_ html: String, _ wanted: String) {
        #expect(HTMLText.text(of: html) == wanted)
    }

    @Test(
        "broken markup loses no words",
        arguments: [
            ("a<!-- b", "a<!-- b"), ("<script>never closed", ""), ("<a title=\"x > y>b</a>", "y>b"),
            ("<a title=\"x > y\">b</a>", "b"), ("</b></table></p>a", "a"), ("<b><i>a</b></i>", "a"),
            ("<html><body>a</body></html>b<html><body>c</BODY>d", "a\n\nbc\n\nd"),
            ("<p>a<div>b</p>c</div>", "a\n\nbc"),
            ("<table>a<td>b", "a b"), ("<div style='display:none'>only this</div>", "only this"),
            ("<body>\0a\u{1}b\u{7F}", "ab"), ("a<x:y z>b</x:y>", "ab"), ("a<>b", "a<>b"),
        ])
    func broken(_ html: String, _ wanted: String) {
        #expect(HTMLText.text(of: html) == wanted)
    }
}
