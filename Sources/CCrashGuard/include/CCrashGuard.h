/*
 * CCrashGuard: makes a crash of ours look like "try again later" to the MTA.
 *
 * An MTA takes a pipe command that died by a signal, or exited with a code it does not know, as a
 * permanent failure or worse: the sender gets a bounce for our mistake. With this guard a crash
 * ends the process with exit status 75 (EX_TEMPFAIL, sysexits.h), and leaves one byte in a marker
 * file. The marker's name is the mail's digest, so its size counts how often that mail crashed us.
 * A mail that takes too much processor time leaves a byte of another kind.
 *
 * It is C because a signal handler may only call what POSIX lists as async-signal-safe; Swift
 * cannot promise that of any of its code (retain, allocation, metadata look-up).
 *
 * It refuses to know: what a mail is, where markers lie, how many crashes are too many.
 * Only one thread's stack overflow is survived: the one that called crash_guard_install(), which
 * is the one that reads the mail.
 */
#ifndef POSTERN_CRASH_GUARD_H
#define POSTERN_CRASH_GUARD_H

/*
 * Installs the handlers. `program` stands in front of the line written to standard error; a
 * pointer that stays valid for the life of the process is needed.
 *
 *   SEGV BUS ILL FPE ABRT TRAP SYS XCPU        mark with 'x', one line on standard error, exit
 *   PROF                                       mark with 't', one line on standard error, exit
 *   TERM INT HUP QUIT ALRM USR1 USR2 VTALRM    exit without a mark: no fault of the mail's
 *   PIPE XFSZ                                  ignored: write(2) says EPIPE or EFBIG instead
 *
 * Those of the third row but TERM stay ignored where they were when the process started (nohup).
 * Signals that the process inherited as blocked are let through again, for the calling thread.
 */
void crash_guard_install(const char *program);

/*
 * From now on a crash adds a byte to the file `path`, which need not exist.
 *
 * Also sets a limit on the processor time used from now on, `cpu_seconds` (0: no limit): past it
 * the byte is `t` instead of `x`. Wall time would count a slow disk.
 *
 * Returns 0, or -1 if the path is too long to be kept; then a crash still exits with 75, uncounted.
 */
int crash_guard_mark(const char *path, unsigned cpu_seconds);

/*
 * For a program without the other handlers: past `cpu_seconds` of processor time from now on it
 * says so on standard error and exits with `status`. 0 seconds: no limit any more. `program` as
 * above; NULL: as before.
 */
void crash_guard_limit(const char *program, unsigned cpu_seconds, int status);

/* Ends what crash_guard_mark() began and removes the marker file, if there is one. */
void crash_guard_clear(void);

/*
 * The mail is durable: from now on every signal above ends the process with status 0, since the
 * MTA must not deliver the mail again.
 */
void crash_guard_accept(void);

#endif
