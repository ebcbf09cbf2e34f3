package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.kernel.KernelProvider;

/**
 * What a plan is made for.
 *
 * @param provider which kernels it uses
 * @param threads number of threads it runs on, for their working memory
 * @param guarded whether every result is checked for NaN and infinities
 */
public record Target(KernelProvider provider, int threads, boolean guarded) {}
