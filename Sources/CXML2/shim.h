/* libxml2's HTML parser, by events. Of the library nothing else is used. */
#ifndef POSTERN_CXML2_SHIM_H
#define POSTERN_CXML2_SHIM_H

/* With ICU the library's headers bring ICU's own, which Foundation has too, in another version.
   Only the struct of a charset handler is different without, and that stays the library's. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/dict.h>
#include <libxml/parser.h>

/* The marker without which a handler for structured errors is not called; a macro with a suffix. */
static inline unsigned int
postern_sax2_magic(void)
{
    return XML_SAX2_MAGIC;
}

#endif
