#ifndef PERFSEE_SCHEDULER_H
#define PERFSEE_SCHEDULER_H

#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

// sched_setattr(2), for which glibc has had a function only since version 2.41. The structure is the kernel's first
// version of it, which all later ones accept.
struct perfsee_sched_attr {
    uint32_t size;
    uint32_t policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime;
    uint64_t deadline;
    uint64_t period;
};

// Makes the calling thread one of batch work with a nice value and a time slice in nanoseconds; threads that it starts
// later do not inherit the slice. Returns 0 or -1 with errno.
static inline int perfsee_schedule_batch(int32_t nice, uint64_t slice) {
    struct perfsee_sched_attr attributes = {
        .size = sizeof attributes, .policy = 3 /* SCHED_BATCH */, .flags = 1 /* SCHED_FLAG_RESET_ON_FORK */,
        .nice = nice, .runtime = slice};
    return (int)syscall(SYS_sched_setattr, 0, &attributes, 0);
}

#endif
