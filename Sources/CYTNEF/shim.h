/* libytnef's headers need <stdio.h> and each other's order; its macros of casts do not import. */
#ifndef POSTERN_CYTNEF_SHIM_H
#define POSTERN_CYTNEF_SHIM_H

#include <stdio.h>
#include <ytnef.h>

#endif
