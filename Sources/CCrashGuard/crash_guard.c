/* See include/CCrashGuard.h for what this is for. */
#define _GNU_SOURCE
#include "CCrashGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum {
    STATUS_TEMPORARY = 75,        /* EX_TEMPFAIL */
    ALTERNATE_STACK_BYTES = 65536 /* the handler needs a few hundred; AVX-512 frames need 4 KiB */
};

/*
 * All state is static: after a crash the heap may be broken. It is written by the main thread
 * before a handler can look at it, and the flags are sig_atomic_t.
 */
static const char *program_name = "";
static char marker_path[PATH_MAX];
static volatile sig_atomic_t is_marking = 0;
static volatile sig_atomic_t is_handling = 0;
static volatile sig_atomic_t exit_status = STATUS_TEMPORARY;
static volatile sig_atomic_t busy_status = STATUS_TEMPORARY;
static volatile sig_atomic_t busy_seconds = 0;
static char alternate_stack[ALTERNATE_STACK_BYTES];

static void say(const char *text) {
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

static void say_number(int number) {
    char digits[12];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0 && at > 0);
    ssize_t ignored = write(STDERR_FILENO, digits + at, sizeof digits - at);
    (void)ignored;
}

/* One byte a crash; O_APPEND, so that two processes with the same mail count as two. */
static void leave_mark(const char *mark) {
    int file = open(marker_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (file < 0) return;
    ssize_t ignored = write(file, mark, 1);
    (void)ignored;
    close(file);
}

static void handle_crash(int signal_number) {
    /* A crash inside this handler must not come back here for ever. */
    if (is_handling) _exit(exit_status);
    is_handling = 1;
    if (is_marking) leave_mark("x");
    say(program_name);
    say(": stopped by signal ");
    say_number(signal_number);
    say(exit_status == 0 ? " after the mail was stored\n"
                         : ", a defect of this program; the mail is tried again later\n");
    _exit(exit_status);
}

static void handle_busy(int signal_number) {
    (void)signal_number;
    if (is_handling) _exit(busy_status);
    is_handling = 1;
    if (is_marking) leave_mark("t");
    say(program_name);
    say(": the mail took more than ");
    say_number((int)busy_seconds);
    say(is_marking ? " s of processor time (mail.cpu_seconds_max); next time it goes to quarantine\n"
                   : " s of processor time (mail.cpu_seconds_max)\n");
    _exit(busy_status);
}

static void handle_end(int signal_number) {
    if (is_handling) _exit(exit_status);
    is_handling = 1;
    say(program_name);
    say(": ended by signal ");
    say_number(signal_number);
    say("\n");
    _exit(exit_status);
}

static void set_handler(int signal_number, void (*handler)(int), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

static void set_handler_unless_ignored(int signal_number, void (*handler)(int)) {
    struct sigaction before;
    if (sigaction(signal_number, NULL, &before) == 0 && before.sa_handler == SIG_IGN) return;
    set_handler(signal_number, handler, SA_ONSTACK);
}

void crash_guard_install(const char *program) {
    /* Swift traps by SIGILL (x86) or SIGTRAP (arm), aborts by SIGABRT, overflows by SIGSEGV. */
    static const int crashes[] = {SIGSEGV, SIGBUS,  SIGILL, SIGFPE, SIGABRT,
                                  SIGTRAP, SIGSYS, SIGXCPU};
    static const int ends[] = {SIGINT, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM};
    stack_t stack;
    sigset_t all;

    program_name = program;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = alternate_stack;
    stack.ss_size = sizeof alternate_stack;
    sigaltstack(&stack, NULL);
    /* SA_NODEFER: a second fault must reach the handler's own check, not end us by the signal. */
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        set_handler(crashes[i], handle_crash, SA_ONSTACK | SA_NODEFER);
    set_handler(SIGPROF, handle_busy, SA_ONSTACK);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        set_handler_unless_ignored(ends[i], handle_end);
    /* Whoever started us may ignore it; an MTA that sends it still wants an exit status. */
    set_handler(SIGTERM, handle_end, SA_ONSTACK);
    set_handler(SIGPIPE, SIG_IGN, 0);
    /* Postfix limits the files that its pipe commands write (mailbox_size_limit, 50 MB). */
    set_handler(SIGXFSZ, SIG_IGN, 0);
    /* The mask is inherited too, and a fault whose signal is blocked kills past any handler. */
    sigemptyset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
}

static void limit_processor_time(unsigned seconds) {
    /* ITIMER_PROF counts user and system time of this process; children do not inherit it. */
    struct itimerval timer;
    memset(&timer, 0, sizeof timer);
    busy_seconds = (sig_atomic_t)seconds;
    timer.it_value.tv_sec = (time_t)seconds;
    setitimer(ITIMER_PROF, &timer, NULL);
}

int crash_guard_mark(const char *path, unsigned cpu_seconds) {
    size_t length = strlen(path);
    is_marking = 0;
    limit_processor_time(cpu_seconds);
    if (length == 0 || length >= sizeof marker_path) return -1;
    memcpy(marker_path, path, length + 1);
    is_marking = 1;
    return 0;
}

void crash_guard_limit(const char *program, unsigned cpu_seconds, int status) {
    if (program != NULL) program_name = program;
    busy_status = status;
    if (cpu_seconds > 0) set_handler(SIGPROF, handle_busy, 0);
    limit_processor_time(cpu_seconds);
}

void crash_guard_clear(void) {
    limit_processor_time(0);
    if (!is_marking) return;
    is_marking = 0;
    unlink(marker_path);
}

void crash_guard_accept(void) {
    exit_status = 0;
    busy_status = 0;
}
