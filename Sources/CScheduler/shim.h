#ifndef PERFSEE_CSCHEDULER_H
#define PERFSEE_CSCHEDULER_H

#include <sched.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Sets the nice value of the calling thread, and the length of the slice of CPU time that it asks for, in nanoseconds.
/// Returns 0, or -1 with errno. Linux has honored the slice since 6.12, and ignored it before; glibc has a function for it
/// only since 2.41, and Swift imports no variadic ones.
static inline int perfsee_set_scheduling(int32_t nice, uint64_t slice) {
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } attributes = {.size = sizeof(attributes), .policy = SCHED_OTHER, .nice = nice, .runtime = slice};
    return (int)syscall(SYS_sched_setattr, 0, &attributes, 0);
}

#endif
