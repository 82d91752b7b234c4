/* uchardet, as the static archive: one shared library less for mailgate to load for each mail. */
#ifndef POSTERN_CUCHARDET_SHIM_H
#define POSTERN_CUCHARDET_SHIM_H

#include <uchardet/uchardet.h>

#endif
