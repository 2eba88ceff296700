/**
 * Everything that happens later: jobs claimed with a lease, retried by a policy, measured. Its face:
 * {@link eu.parvis.work.WorkKind} to describe a kind of job, {@link eu.parvis.work.Worker} to run it,
 * {@link eu.parvis.work.WorkStore} to add a job in an open transaction. Knows no capability.
 */
package eu.parvis.work;
