/* What Swift cannot import from GMime and GLib: cast macros and functions on bit fields. */
#ifndef POSTERN_CGMIME_SHIM_H
#define POSTERN_CGMIME_SHIM_H

#include <gmime/gmime.h>

/* The address of a mailbox as written, or NULL for a group. Borrowed. */
static inline const char *
postern_address_mailbox(InternetAddress *address)
{
    if (!INTERNET_ADDRESS_IS_MAILBOX(address))
        return NULL;
    return internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
}

/* The address with its domain in the ASCII form of IDNA, or NULL. Borrowed. */
static inline const char *
postern_address_ascii(InternetAddress *address)
{
    if (!INTERNET_ADDRESS_IS_MAILBOX(address))
        return NULL;
    return internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(address));
}

/* Tells the decoder that the "begin" line of uuencoded data has been passed. */
static inline void
postern_encoding_skip_begin(GMimeEncoding *state)
{
    state->state |= GMIME_UUDECODE_STATE_BEGIN;
}

#endif
