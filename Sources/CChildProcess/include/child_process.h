#ifndef CHILD_PROCESS_H
#define CHILD_PROCESS_H

#include <sys/types.h>

// Starts a program in a process group of its own, in the folder /, with no signal blocked or
// ignored, and with no descriptor of ours but these: `input` as its standard input, `output` as its
// standard output and standard error.
//
// C, since Swift's Glibc has only what POSIX of 2008 names.
//
// `arguments` and `environment` end with NULL. Returns 0 and sets `child`, or an errno.
int child_process_start(
    pid_t *child, const char *path, char *const arguments[], char *const environment[], int input,
    int output);

// A pipe whose ends are closed in programs that others start meanwhile; `ends[0]` is read without
// waiting. Returns 0 or an errno.
int child_process_pipe(int ends[2]);

#endif
