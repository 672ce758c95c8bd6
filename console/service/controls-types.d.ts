// Written by npm run openapi.
export interface paths {
    "/__admin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the service and its settings
         * @description Browsers, which ask for HTML, get the console.
         */
        get: operations["getService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the metrics
         * @description As Prometheus reads them: requests and their times by operation, stages, the database, tenants and rows, faults, the process. They are at `/metrics` as well, unless the service root is the origin itself.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the time
         * @description And whether the clock is the computer's, ahead of it or behind it, or stands still.
         */
        get: operations["getClock"];
        /**
         * Stop the clock, or move it
         * @description `fixed` stops it at a time; `offset` lets it run that far ahead of the computer's, or behind it.
         */
        put: operations["setClock"];
        post?: never;
        /**
         * Reset the clock
         * @description To the computer's time.
         */
        delete: operations["resetClock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move the clock on
         * @description From where it is. A clock that stands still stands at the new time.
         */
        post: operations["advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rules
         * @description In the order in which they are tried, each with its hits.
         */
        get: operations["listFaults"];
        put?: never;
        /**
         * Add a rule
         * @description After the others: the first rule that matches and fires decides what happens to a request.
         */
        post: operations["addFault"];
        /**
         * Remove all rules
         * @description Nothing fails on purpose any more.
         */
        delete: operations["clearFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/faults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a rule
         * @description With its hits.
         */
        get: operations["getFault"];
        /**
         * Replace a rule, or add it
         * @description An existing rule keeps its place in the order; its hits are counted anew.
         */
        put: operations["putFault"];
        post?: never;
        /**
         * Remove a rule
         * @description The others stay.
         */
        delete: operations["removeFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/faults/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a rule
         * @description To another place in the order; its hits are kept.
         */
        post: operations["moveFault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the scenarios
         * @description Those that rules name, each with the states of all tenants.
         */
        get: operations["listScenarios"];
        put?: never;
        post?: never;
        /**
         * Reset all scenarios
         * @description Every scenario of every tenant goes back to `started`.
         */
        delete: operations["resetScenarios"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/scenarios/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a scenario
         * @description With the states of all tenants.
         */
        get: operations["getScenario"];
        /**
         * Move a scenario
         * @description To a state, for all tenants.
         */
        put: operations["setScenario"];
        post?: never;
        /**
         * Reset a scenario
         * @description It goes back to `started`, for all tenants.
         */
        delete: operations["resetScenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Reset the scenarios of a tenant
         * @description All of them go back to `started`.
         */
        delete: operations["resetScenariosOfTenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/scenarios/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a scenario of a tenant
         * @description With the state of the tenant.
         */
        get: operations["getScenarioOfTenant"];
        /**
         * Move a scenario of a tenant
         * @description To a state. The tenant need not exist yet.
         */
        put: operations["setScenarioOfTenant"];
        post?: never;
        /**
         * Reset a scenario of a tenant
         * @description It goes back to `started`.
         */
        delete: operations["resetScenarioOfTenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/throttle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the limits
         * @description Of each tenant that has none of its own.
         */
        get: operations["getThrottle"];
        /**
         * Set the limits
         * @description What was counted so far is forgotten.
         */
        put: operations["setThrottle"];
        post?: never;
        /**
         * Reset the limits
         * @description To what the service was started with.
         */
        delete: operations["resetThrottle"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how much the journal keeps
         * @description A size of 0 means that it is off.
         */
        get: operations["getJournalSettings"];
        /**
         * Switch the journal on or off, or resize it
         * @description The latest requests that fit stay. Bodies that were kept already do not change.
         */
        put: operations["setJournal"];
        post?: never;
        /**
         * Reset how much the journal keeps
         * @description To what the service was started with.
         */
        delete: operations["resetJournal"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List requests
         * @description With their answers, in the order they came. Each parameter narrows the list; without any, it has all that the journal keeps.
         */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        /**
         * Forget all requests
         * @description Ids are not used again.
         */
        delete: operations["clearRequests"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a request
         * @description With its answer.
         */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify what was called
         * @description Whether as many requests match as expected; if too few do, the nearest ones, and why they do not count.
         */
        post: operations["verifyRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests.har": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export requests as HAR
         * @description An HTTP Archive 1.2, which the developer tools of browsers open. The parameters are those of the list.
         */
        get: operations["exportRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow requests
         * @description Each request as it is answered, as Server-Sent Events with the `JournalEntry` as data. The other parameters are those of the list.
         */
        get: operations["streamRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a token
         * @description Signed with the service's own key, which `AUTH=jwt` verifies with unless `JWKS` names others.
         */
        post: operations["makeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tenants
         * @description With their sizes, in the order of their ids, a page at a time.
         */
        get: operations["listTenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a tenant
         * @description With its size.
         */
        get: operations["getTenant"];
        /**
         * Create an empty tenant
         * @description Not needed before a write: the first write creates the tenant. An existing tenant stays as it is.
         */
        put: operations["createTenant"];
        post?: never;
        /**
         * Delete a tenant
         * @description With its data, settings and snapshots.
         */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the settings of a tenant
         * @description Those that differ from the settings of the service.
         */
        get: operations["getTenantSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of a tenant
         * @description Creates the tenant if there is none. Other instances of the service learn of it within a second.
         */
        patch: operations["changeTenantSettings"];
        trace?: never;
    };
    "/__admin/tenants/{tenant}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the state of a tenant
         * @description Everything it has as one JSON document, as PUT takes it.
         */
        get: operations["exportState"];
        /**
         * Replace the state of a tenant
         * @description With a document as GET returns it, of any length: all of it, or nothing if anything does not fit.
         */
        put: operations["importState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/checkinStatuses/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import check-in rows
         * @description NDJSON, or CSV with a header, of any length: all rows, or none if a line does not fit.
         */
        post: operations["importCheckinStatuses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate a fleet
         * @description In place of everything the tenant has: users, devices, failures and times up to the clock, the same for the same seed and time. Without a body it has 1,000 rows and 3 configurations. `Accept: application/x-ndjson` or `text/event-stream` shows the progress.
         */
        post: operations["generateFleet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/checkinSummary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare the check-in summary
         * @description The stored summary beside the computed one, whatever `SUMMARY_MODE` says.
         */
        get: operations["compareCheckinSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset a tenant
         * @description To the seed; to nothing where there is no seed.
         */
        post: operations["resetTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the snapshots of a tenant
         * @description In the order of their names.
         */
        get: operations["listSnapshotsOfTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/snapshots/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a snapshot of a tenant
         * @description Replaces the snapshot of that name, with its note, if there is one.
         */
        post: operations["takeSnapshotOfTenant"];
        /**
         * Delete a snapshot of a tenant
         * @description The data stay as they are.
         */
        delete: operations["deleteSnapshotOfTenant"];
        options?: never;
        head?: never;
        /**
         * Write a note beside a snapshot of a tenant
         * @description In place of the one it has.
         */
        patch: operations["noteSnapshotOfTenant"];
        trace?: never;
    };
    "/__admin/tenants/{tenant}/snapshots/{name}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare a tenant with a snapshot
         * @description What was added, changed and removed since, counted by type.
         */
        get: operations["compareSnapshotOfTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/snapshots/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a snapshot of a tenant
         * @description Restores everything but settings and versions. Versions go on, so earlier ETags no longer match.
         */
        post: operations["restoreSnapshotOfTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tenants/{tenant}/snapshots/{name}/differences/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what differs from a snapshot
         * @description The rows of one type: those that were added since, those that have changed, those that were removed.
         */
        get: operations["listDifferencesOfTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset all tenants
         * @description To the seed; to nothing where there is no seed.
         */
        post: operations["resetAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the snapshots of all tenants
         * @description In the order of their names.
         */
        get: operations["listSnapshotsOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/snapshots/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a snapshot of all tenants
         * @description Replaces the snapshot of that name, with its note, if there is one.
         */
        post: operations["takeSnapshotOfAll"];
        /**
         * Delete a snapshot of all tenants
         * @description The data stay as they are.
         */
        delete: operations["deleteSnapshotOfAll"];
        options?: never;
        head?: never;
        /**
         * Write a note beside a snapshot of all tenants
         * @description In place of the one it has.
         */
        patch: operations["noteSnapshotOfAll"];
        trace?: never;
    };
    "/__admin/snapshots/{name}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare all tenants with a snapshot
         * @description What was added, changed and removed since, counted by type.
         */
        get: operations["compareSnapshotOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/snapshots/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a snapshot of all tenants
         * @description Restores everything but settings and versions. Versions go on, so earlier ETags no longer match.
         */
        post: operations["restoreSnapshotOfAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Back the database up
         * @description Answers with a SQLite database that has every tenant, its snapshots and the keys that sign tokens, as it is at one moment. PostgreSQL has `pg_dump`.
         */
        post: operations["backUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * error
         * @description The answer to a request that failed.
         */
        Error: {
            error: {
                /**
                 * @description A code for programs to check.
                 * @example ModelValidationFailure
                 */
                code: string;
                /**
                 * @description What is wrong, in words.
                 * @example Cannot convert the literal 'x' to the expected type 'Edm.Int32'.
                 */
                message: string;
                /**
                 * @description The property path, query option or header it is about.
                 * @example tenantUserCheckinSummary/failedUserCount
                 */
                target?: string;
                /** @description Every fault of the body, when it has several. */
                details?: {
                    /**
                     * @description A code for programs to check.
                     * @example ModelValidationFailure
                     */
                    code: string;
                    /**
                     * @description What is wrong, in words.
                     * @example Cannot convert the literal 'x' to the expected type 'Edm.Int32'.
                     */
                    message: string;
                    /**
                     * @description The property path, query option or header it is about.
                     * @example tenantUserCheckinSummary/failedUserCount
                     */
                    target?: string;
                }[];
                innerError: {
                    /**
                     * @description When the request failed, in UTC.
                     * @example 2026-01-31T09:30:00
                     */
                    date: string;
                    /**
                     * @description The id of the request in the log of this service.
                     * @example e6a8c1a2-9f0b-4a55-8b7e-0f6c1d2e3f4a
                     */
                    "request-id": string;
                    /**
                     * @description The id that the client sent, or else the same as `request-id`.
                     * @example e6a8c1a2-9f0b-4a55-8b7e-0f6c1d2e3f4a
                     */
                    "client-request-id": string;
                };
            };
        };
        /** @description A custom answer, instead of the real one. Headers and body may have placeholders for parts of the request: `{{method}}`, `{{url}}`, `{{path}}`, `{{segment:0}}`, `{{query:$top}}`, `{{header:prefer}}`, `{{body}}`, `{{body:/a/b}}` (a JSON pointer), `{{tenant}}`, `{{application}}`, `{{now}}`, `{{request-id}}`, `{{client-request-id}}`. `\{{` is two braces. */
        AnswerEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "answer";
            /** @description 200 by default. */
            status?: number;
            /** @description In place of what the service would send under that name. */
            headers?: {
                [key: string]: string;
            };
            /**
             * @description The body as JSON. A string that is a placeholder and nothing else becomes the value, whatever its type; `null` where the request has none.
             * @example {
             *       "asked": "{{segment:-1}}",
             *       "count": "{{body:/count}}",
             *       "note": "from {{header:user-agent}}"
             *     }
             */
            json?: unknown;
            /** @description The body as text of the `Content-Type` among `headers`, else `text/plain`. What placeholders stand for is escaped as JSON, XML and HTML need it. */
            text?: string;
            /** @description `before` (default): the request is not carried out. `after`: it is carried out, but the client is not told. */
            when?: "before" | "after";
        };
        /** @description A request that is answered asynchronously (`Prefer: respond-async`) takes this long, or fails. Other requests are answered as usual. */
        AsynchronousEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "asynchronous";
            /** @description Milliseconds by the clock until it is carried out; move the clock on to skip the wait. 0 by default. */
            takesMs?: number;
            /** @description Seconds of `Retry-After` while it runs; by default what is left of its time. */
            retryAfter?: number;
            /** @description The request is not carried out, and its answer is an error of this status. */
            status?: number;
            /** @description `error.code`; by default the one Graph has for the status. */
            code?: string;
            message?: string;
        };
        CheckinSummaries: {
            /** @description As it was written; null where nothing was. */
            stored: {
                succeededUserCount: number | null;
                failedUserCount: number | null;
            };
            /** @description As it follows from the rows of the last three months, by the clock. */
            computed: {
                succeededUserCount: number | null;
                failedUserCount: number | null;
            };
        };
        /** @description What time it is for the service, and why. */
        Clock: {
            /** Format: date-time */
            now: string;
            mode: "system" | "offset" | "fixed";
            fixed?: string;
            offset?: string;
        };
        ClockAdvance: {
            /**
             * @description How far; back with a minus.
             * @example PT1H
             * @example -P1D
             * @example P3M
             */
            by: string;
        };
        /** @description One of the two. */
        ClockSetting: {
            /**
             * Format: date-time
             * @description The time at which the clock stands still.
             * @example 2026-01-31T09:30:00Z
             */
            fixed?: string;
            /**
             * @description How far the clock is ahead of the computer's, or behind it with a minus.
             * @example PT1H
             * @example -P1D
             * @example P3M
             */
            offset?: string;
        };
        /** @description The body arrives in small pieces. The request was carried out. */
        DripEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "drip";
            chunkBytes: number;
            everyMs: number;
        };
        /** @description The connection is closed without an answer. */
        DropEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "drop";
            /** @description `before` (default): the request is not carried out. `after`: it is carried out, but the client is not told. */
            when?: "before" | "after";
        };
        /** @description An error in Graph's shape. */
        ErrorEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "error";
            status: number;
            /** @description `error.code`; by default the one Graph has for the status. */
            code?: string;
            message?: string;
            /** @description Seconds of `Retry-After`. The same client (tenant and application) is answered the same error until they have passed. */
            retryAfter?: number;
            /** @description `seconds` (default), or an HTTP date by the clock. */
            retryAfterFormat?: "seconds" | "date";
            /** @description `before` (default): the request is not carried out. `after`: it is carried out, but the client is not told. */
            when?: "before" | "after";
        };
        /** @description What happens instead of, or to, the answer. */
        FaultEffect: components["schemas"]["ErrorEffect"] | components["schemas"]["DropEffect"] | components["schemas"]["ResetEffect"] | components["schemas"]["TruncateEffect"] | components["schemas"]["MalformedEffect"] | components["schemas"]["DripEffect"] | components["schemas"]["StaleEffect"] | components["schemas"]["AnswerEffect"] | components["schemas"]["AsynchronousEffect"];
        /** @description How long the request waits before anything else happens to it. */
        FaultLatency: components["schemas"]["FixedLatency"] | components["schemas"]["UniformLatency"] | components["schemas"]["LogNormalLatency"];
        FaultPlace: {
            /** @description Counted from 0; a larger number than there are rules means the end. */
            place: number;
        };
        /** @description Requires `effect`, `latency`, or a `scenario` with `next`. */
        FaultRule: {
            /** @description The id of the rule; generated when absent. */
            id?: string;
            description?: string;
            /** @description `false`: the rule is kept but does nothing. Default: `true`. */
            enabled?: boolean;
            match?: components["schemas"]["RequestMatch"];
            scenario?: components["schemas"]["ScenarioStep"];
            latency?: components["schemas"]["FaultLatency"];
            effect?: components["schemas"]["FaultEffect"];
            schedule?: components["schemas"]["FaultSchedule"];
        };
        FaultRuleList: {
            value: components["schemas"]["FaultRuleWithHits"][];
        };
        /** @description A rule and its hits so far. */
        FaultRuleWithHits: {
            id: string;
            description?: string;
            /** @description `false`: the rule is kept but does nothing. Default: `true`. */
            enabled?: boolean;
            match?: components["schemas"]["RequestMatch"];
            scenario?: components["schemas"]["ScenarioStep"];
            latency?: components["schemas"]["FaultLatency"];
            effect?: components["schemas"]["FaultEffect"];
            schedule?: components["schemas"]["FaultSchedule"];
            hits: {
                /** @description Requests that matched. */
                matched: number;
                /** @description Matching requests that the rule acted on. */
                fired: number;
                /** @description Requests that came before `Retry-After` had passed and got the same error again (`untilRetryAfter`). */
                again: number;
            };
        };
        /** @description Which of the matching requests the rule acts on; all of them when empty. The members are applied in this order. */
        FaultSchedule: {
            /** @description Skips this many requests first. */
            after?: number;
            /** @description Of the requests after `after`, acts on every nth: 2 is every other one. */
            every?: number;
            /** @description Acts on each of those with this probability; `seed` makes every run the same. */
            probability?: number;
            /** @description Seed of `probability` and `latency`; generated when absent, and then shown in the rule. */
            seed?: number;
            /** @description Acts at most this many times. */
            times?: number;
            /**
             * Format: date-time
             * @description Acts until this time by the clock.
             */
            until?: string;
            /** @description Whether a client that comes back before the `retryAfter` it was told has passed gets the same error again, whatever the other members say. */
            untilRetryAfter?: boolean;
        };
        /** @description Always the same. */
        FixedLatency: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "fixed";
            /** @description Milliseconds. */
            ms: number;
        };
        Fleet: {
            rows: number;
            configurations: number;
            /** @description The version of the tenant now. */
            version: string;
        };
        /** @description What the fleet is like. */
        FleetRequest: {
            /** @description The same seed makes the same fleet. Default: `1`. */
            seed?: number;
            /** @description Check-in rows of the tenant. Default: `1000`. */
            rows?: number;
            /** @description Client configurations, each with a policy, an assignment and some rows of its own. Default: `3`. */
            configurations?: number;
            /**
             * Format: date-time
             * @description The time of the latest check-in; without it, the clock's.
             */
            until?: string;
        };
        /** @description HAR 1.2. */
        HttpArchive: {
            log: {
                version: string;
                creator: {
                    name: string;
                    version: string;
                };
                entries: {
                    [key: string]: unknown;
                }[];
            };
        };
        ImportResult: {
            /** @description Rows that were read. */
            rows: number;
            /** @description The version of the tenant now. */
            version: string;
        };
        JournalBody: {
            /** @description The beginning of the body, up to `JOURNAL_BODY_BYTES`. */
            text: string;
            /** @description The length of the whole body. */
            bytes: number;
            /** @description Whether `text` is all of it. */
            whole: boolean;
        };
        /** @description A request and its answer, with secrets masked. */
        JournalEntry: {
            /** @description Counted from 1; clearing the journal does not start it again. */
            id: number;
            /** @description The id of the batch it was in. */
            parent?: number;
            /**
             * Format: date-time
             * @description By the clock.
             */
            at: string;
            method: string;
            url: string;
            tenant?: string;
            application?: string;
            operationId?: string;
            /** @description The status of the answer, even if a fault kept it from the client; a dropped connection has none. */
            status?: number;
            /** @description `open`: no answer yet. `aborted`: a fault ended the connection before the answer. */
            outcome: "open" | "answered" | "aborted";
            /** @description Milliseconds until the answer was ready to be sent. */
            milliseconds?: number;
            /** @description Milliseconds of each stage, from `Server-Timing`; `sql`: how much of that the database took, with waiting for it and commits. */
            stages?: {
                [key: string]: number;
            };
            /** @description The rules that fired, and what they did. */
            fault?: string;
            /** @description The tolerances that it used, by name (docs/tolerances.md): what `--strict` would refuse. */
            tolerated?: string[];
            request: {
                headers: {
                    [key: string]: string;
                };
                body?: components["schemas"]["JournalBody"];
            };
            response: {
                headers: {
                    [key: string]: string;
                };
                body?: components["schemas"]["JournalBody"];
            };
        };
        JournalEntryList: {
            value: components["schemas"]["JournalEntry"][];
        };
        /** @description How much the journal keeps. */
        JournalSettings: {
            /** @description Requests that the journal keeps; 0 switches it off. */
            size: number;
            /** @description Bytes of each body that it keeps. */
            bodyBytes: number;
        };
        /** @description Members that are left out stay as they are. */
        JournalSettingsChange: {
            /** @description Requests that the journal keeps; 0 switches it off. */
            size?: number;
            /** @description Bytes of each body that it keeps. */
            bodyBytes?: number;
        };
        /** @description Like real latencies: mostly near the median, now and then much longer. */
        LogNormalLatency: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "logNormal";
            /** @description Half of the requests wait longer. */
            medianMs: number;
            /** @description Standard deviation of the logarithm; 0.5 is a steady service, 1 a shaky one. */
            sigma: number;
            /** @description Never longer. */
            maxMs?: number;
        };
        /** @description A body of the right length that is not JSON. The request was carried out. */
        MalformedEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "malformed";
        };
        NearMiss: {
            id: number;
            method: string;
            url: string;
            /** @description Why it does not count. */
            differences: string[];
        };
        /** @description Which requests; all of them when empty. */
        RequestMatch: {
            /** @description Any of these. */
            methods?: ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS")[];
            /**
             * @description A path, or a pattern of one: `*` and `?` stay within a segment, `**` is any segments. One that starts with `/` is the whole path; another is below the service root, whichever that is. Case does not count.
             * @example /beta/officeConfiguration
             * @example officeConfiguration/**
             */
            path?: string;
            /**
             * @description The tenant, or a pattern.
             * @example contoso
             */
            tenant?: string;
            /**
             * @description The application id of the token, or a pattern.
             * @example c6fcd2c7-*
             */
            application?: string;
            /**
             * @description An `operationId` of the document of the resources, or a pattern.
             * @example officeConfiguration_*
             */
            operationId?: string;
            /** @description Request headers, each with its value or a pattern; `*` for any that is there. */
            headers?: {
                [key: string]: string;
            };
            /** @description Query options, each with its decoded value or a pattern; `*` for any that is there. */
            query?: {
                [key: string]: string;
            };
        };
        /** @description Headers and a part of the body are sent, then the connection is reset. The request was carried out. */
        ResetEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "reset";
            /** @description How much of the body is sent; half of it by default. */
            fraction?: number;
        };
        Scenario: {
            name: string;
            /** @description Those that rules name; `started` comes first. */
            states: string[];
            /** @description Of every tenant that is not among `tenants`. */
            state: string;
            /** @description Tenants that have moved since, each with its state. */
            tenants: {
                [key: string]: string;
            };
        };
        ScenarioList: {
            value: components["schemas"]["Scenario"][];
        };
        ScenarioOfTenant: {
            name: string;
            /** @description Those that rules name; `started` comes first. */
            states: string[];
            state: string;
        };
        ScenarioSetting: {
            /**
             * @description One that a rule of the scenario names, or `started`.
             * @example paid
             */
            state: string;
        };
        /** @description Holds the rule to a state of a scenario, and moves the scenario on. Each tenant has a state of its own. */
        ScenarioStep: {
            /**
             * @description The name of a scenario.
             * @example order
             */
            name: string;
            /**
             * @description The rule holds only in this state; in every state when absent. Each scenario begins in `started`.
             * @example paid
             */
            state?: string;
            /**
             * @description The state after the rule has fired; it stays the same when absent.
             * @example paid
             */
            next?: string;
        };
        Service: {
            /** @example graph-office-emulator */
            name: string;
            /**
             * @description The version of the program.
             * @example 0.1.0
             */
            version: string;
            /**
             * @description The version of Node it runs on.
             * @example v22.13.0
             */
            node: string;
            /**
             * Format: date-time
             * @description By the computer's clock, whatever `/__admin/clock` says.
             */
            startedAt: string;
            /** @description Seconds since the start. */
            uptime: number;
            instance: {
                /**
                 * Format: uuid
                 * @description New at each start; faults, journal, clock and throttle belong to it.
                 */
                id: string;
                host: string;
                pid: number;
            };
            /**
             * Format: uri
             * @description Where the resources are, under the host of the request.
             * @example http://127.0.0.1:3000/beta
             */
            serviceRoot: string;
            /** @description Every setting in effect; keys and passwords are `***`. */
            settings: {
                [key: string]: string | number | boolean;
            };
        };
        Snapshot: {
            name: string;
            /** Format: date-time */
            takenAt: string;
            /** @description How many tenants it has data of. */
            tenants: number;
            /** @description Its note; empty when it has none. */
            note: string;
        };
        /** @description Empty: no note. */
        SnapshotChange: {
            /** @description A note for readers of the list: what the snapshot is for. */
            note: string;
        };
        /** @description By type, how many differ. */
        SnapshotDifference: {
            [key: string]: {
                /** @description There now, but not in the snapshot. */
                added: number;
                /** @description In both, with other values. Rows are replaced, never changed. */
                changed: number;
                /** @description In the snapshot, but not there now. */
                removed: number;
            };
        };
        SnapshotList: {
            value: components["schemas"]["Snapshot"][];
        };
        SnapshotRow: {
            /** @enum {string} */
            kind: "added" | "changed" | "removed";
            /** @description What is stored now, by column, as text: the first 200 characters of each. Absent when it was removed. */
            now?: {
                [key: string]: string | null;
            };
            /** @description What the snapshot has. Absent when it was added. */
            before?: {
                [key: string]: string | null;
            };
            /** @description Of what has changed: the columns that are shown to differ. */
            members?: string[];
        };
        SnapshotRows: {
            value: components["schemas"]["SnapshotRow"][];
        };
        SnapshotTaking: {
            /** @description A note for readers of the list: what the snapshot is for. */
            note?: string;
        };
        /** @description A GET is answered with what the same GET was answered before, whatever was written since. Answers are recorded while there is a rule of this kind; where none was recorded, the real answer is given. */
        StaleEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "stale";
        };
        /** @description One row per user and device that reported to the tenant's Office policy service: who, from what, when, and how it went. */
        StateOfOfficeClientCheckinStatus: {
            /**
             * @description The type of the value, where there are several.
             * @enum {string}
             */
            "@odata.type"?: "#microsoft.graph.officeClientCheckinStatus";
            userPrincipalName?: string | null;
            deviceName?: string | null;
            devicePlatform?: string | null;
            devicePlatformVersion?: string | null;
            wasSuccessful?: boolean;
            userId?: string;
            /** Format: date-time */
            checkinDateTime?: string;
            errorMessage?: string | null;
            appliedPolicies?: (string | null)[];
        };
        /** @description A set of Office policies for the clients of a tenant. Abstract: a payload names a concrete type. */
        StateOfOfficeClientConfiguration: {
            /**
             * @description The type of the value, where there are several.
             * @enum {string}
             */
            "@odata.type"?: "#microsoft.graph.windowsOfficeClientConfiguration" | "#microsoft.graph.windowsOfficeClientSecurityConfiguration";
            id?: string | null;
            displayName?: string | null;
            description?: string | null;
            /** Format: int32 */
            priority: number;
            /** @description A stream: its bytes in base64url, or with its media type. */
            policyPayload?: {
                contentType?: string;
                /** Format: base64url */
                content: string;
            } | string | null;
            /** @description A stream: its bytes in base64url, or with its media type. */
            userPreferencePayload?: {
                contentType?: string;
                /** Format: base64url */
                content: string;
            } | string | null;
            checkinStatuses?: components["schemas"]["StateOfOfficeClientCheckinStatus"][];
            userCheckinSummary?: components["schemas"]["StateOfOfficeUserCheckinSummary"] | null;
            assignments?: components["schemas"]["StateOfOfficeClientConfigurationAssignment"][];
        };
        /** @description Assigns a client configuration to a target. */
        StateOfOfficeClientConfigurationAssignment: {
            /**
             * @description The type of the value, where there are several.
             * @enum {string}
             */
            "@odata.type"?: "#microsoft.graph.officeClientConfigurationAssignment";
            id?: string | null;
            target?: components["schemas"]["StateOfOfficeConfigurationAssignmentTarget"] | null;
        };
        /** @description The Office policy service of a tenant: what its clients reported, and the configurations they are given. */
        StateOfOfficeConfiguration: {
            /**
             * @description The type of the value, where there are several.
             * @enum {string}
             */
            "@odata.type"?: "#microsoft.graph.officeConfiguration";
            id?: string | null;
            tenantCheckinStatuses?: components["schemas"]["StateOfOfficeClientCheckinStatus"][];
            tenantUserCheckinSummary?: components["schemas"]["StateOfOfficeUserCheckinSummary"] | null;
            clientConfigurations?: components["schemas"]["StateOfOfficeClientConfiguration"][];
        };
        /** @description Whom an assignment is for. Abstract: a payload names a concrete target type. */
        StateOfOfficeConfigurationAssignmentTarget: {
            /**
             * @description The type of the value, where there are several.
             * @enum {string}
             */
            "@odata.type"?: "#microsoft.graph.officeConfigurationGroupAssignmentTarget";
            groupId?: string | null;
        };
        /** @description How many users checked in with success and how many failed, over the last three months. */
        StateOfOfficeUserCheckinSummary: {
            /**
             * @description The type of the value, where there are several.
             * @enum {string}
             */
            "@odata.type"?: "#microsoft.graph.officeUserCheckinSummary";
            /** Format: int32 */
            succeededUserCount?: number;
            /** Format: int32 */
            failedUserCount?: number;
        };
        /** @description A tenant and its size. */
        Tenant: {
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts the changes of the tenant. */
            version: string;
            /** @description How many of each type are stored. */
            rows: {
                [key: string]: number;
            };
            /** @description Bytes of text and of streams. */
            bytes: number;
        };
        TenantList: {
            value: components["schemas"]["Tenant"][];
            /** @description The path of the next page. */
            next?: string;
        };
        /** @description Members that are left out stay as they are; null means the setting of the service. */
        TenantSettings: {
            auth?: ("bearer" | "jwt" | "none") | null;
            pageSize?: number | null;
            throttle?: components["schemas"]["ThrottleLimits"] | null;
            summaryMode?: ("stored" | "computed") | null;
        };
        /** @description Everything a tenant has. What is left out has its default. */
        TenantState: {
            /** @description For editors. */
            $schema?: unknown;
            officeConfiguration?: components["schemas"]["StateOfOfficeConfiguration"];
        };
        Throttle: {
            /** @description `null`: no limits. */
            limits: components["schemas"]["ThrottleLimits"] | null;
            /** @description Those of the latest 20 seconds, 1000 at most. */
            windows: components["schemas"]["ThrottleWindow"][];
        };
        /** @description In 20 seconds. */
        ThrottleLimits: {
            /** @description For each application in each tenant. */
            application: {
                /** @description Requests of any method. */
                requests: number;
                /** @description Requests that may change something: POST, PUT, PATCH, DELETE. */
                writes: number;
            };
            /** @description For each tenant, all its applications together. */
            tenant: {
                /** @description Requests of any method. */
                requests: number;
                /** @description Requests that may change something: POST, PUT, PATCH, DELETE. */
                writes: number;
            };
        };
        /** @description What a client has used of its limit. */
        ThrottleWindow: {
            tenant: string;
            /** @description Absent: all applications of the tenant together. */
            application?: string;
            /** @description Requests so far. */
            requests: number;
            /** @description Of those, the ones that may change something. */
            writes: number;
            /** @description How many are allowed. */
            limit: {
                requests: number;
                writes: number;
            };
            /** @description Seconds until counting begins anew. */
            seconds: number;
        };
        Token: {
            /** @description To be sent as `Authorization: Bearer {token}`. */
            token: string;
        };
        /** @description What the token is like. */
        TokenRequest: {
            /** @description Claim `tid`: whose data. Default: `default`. */
            tenant?: string;
            /** @description Delegated permissions (`scp`), of a user. */
            scopes?: string[];
            /** @description Application permissions (`roles`); without `scopes` and `roles`, all there are. */
            roles?: string[];
            /** @description The user's principal name. */
            user?: string;
            /** @description Claims `appid` and `azp`. */
            application?: string;
            /** @description Claim `aud`. Default: Microsoft Graph's. */
            audience?: string;
            /** @description Seconds until it expires; negative: it has expired. Default: `3600`. */
            expiresIn?: number;
        };
        /** @description A well-formed HTTP message whose JSON ends too early. The request was carried out. */
        TruncateEffect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "truncate";
            /** @description How much of the body is sent; half of it by default. */
            fraction?: number;
        };
        /** @description Evenly distributed between two bounds. */
        UniformLatency: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "uniform";
            /** @description At least. */
            minMs: number;
            /** @description At most. */
            maxMs: number;
        };
        /** @description How often: at least once, unless the body says otherwise. */
        Verification: {
            match?: components["schemas"]["VerificationMatch"];
            exactly?: number;
            atLeast?: number;
            atMost?: number;
        };
        /** @description Which requests; all of them when empty. */
        VerificationMatch: {
            /** @description Any of these. */
            methods?: ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS")[];
            /**
             * @description A path, or a pattern of one: `*` and `?` stay within a segment, `**` is any segments. One that starts with `/` is the whole path; another is below the service root, whichever that is. Case does not count.
             * @example /beta/officeConfiguration
             * @example officeConfiguration/**
             */
            path?: string;
            /**
             * @description The tenant, or a pattern.
             * @example contoso
             */
            tenant?: string;
            /**
             * @description The application id of the token, or a pattern.
             * @example c6fcd2c7-*
             */
            application?: string;
            /**
             * @description An `operationId` of the document of the resources, or a pattern.
             * @example officeConfiguration_*
             */
            operationId?: string;
            /** @description Request headers, each with its value or a pattern; `*` for any that is there. */
            headers?: {
                [key: string]: string;
            };
            /** @description Query options, each with its decoded value or a pattern; `*` for any that is there. */
            query?: {
                [key: string]: string;
            };
            /** @description Status of the answer, one or several, `4xx` for a class. */
            status?: string;
            /** @description JSON that the request body contains: some members of objects, all items of arrays. */
            body?: unknown;
            /** @description Text that the request body contains. */
            bodyContains?: string;
            /**
             * Format: date-time
             * @description From this time on, by the clock.
             */
            since?: string;
        };
        VerificationResult: {
            verified: boolean;
            /** @description The same as a sentence, for the message of a failed test. */
            message: string;
            /** @description Requests that match. */
            count: number;
            /** @description Their ids. */
            requests: number[];
            /** @description The nearest of the others, when the count is too small. */
            nearMisses: components["schemas"]["NearMiss"][];
        };
    };
    responses: {
        /** @description The path, the query or the body is not what the control takes; `details` lists every fault. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The data do not fit the model: an unknown property, a wrong type, null where none may be. `target` is the place. */
        ModelValidation: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The controls have a key (`ADMIN_KEY`), and the request did not send it. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A page of another origin asked, or a name that the controls do not answer to (`ADMIN_ORIGINS`, `ALLOWED_HOSTS`). */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nothing has that name or id; or the journal is off. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The name is taken, there is no room for more, or a concurrent change won. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body, or one value in it, is too large. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body has another media type than those listed. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The database is PostgreSQL, which has a tool of its own for this (`pg_dump`). */
        NotImplemented: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no folder for the file while it is sent, or the database cannot be reached. */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Any other fault of the request: it is too long, arrived too slowly, or is not well-formed HTTP. */
        ClientError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The database cannot be reached or the service is stopping (503), or the service has a defect (500). */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getService: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                    "application/openmetrics-text": string;
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What time it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    setClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockSetting"];
            };
        };
        responses: {
            /** @description What time it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What time it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    advanceClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockAdvance"];
            };
        };
        responses: {
            /** @description What time it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultRuleList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    addFault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultRule"];
            };
        };
        responses: {
            /** @description The rule. */
            201: {
                headers: {
                    /** @description The path of the rule. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultRuleWithHits"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    clearFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a rule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultRuleWithHits"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    putFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a rule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultRule"];
            };
        };
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultRuleWithHits"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    removeFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a rule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    moveFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a rule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultPlace"];
            };
        };
        responses: {
            /** @description The rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultRuleList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listScenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenarios. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetScenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a scenario.
                 * @example order
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenario. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    setScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a scenario.
                 * @example order
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioSetting"];
            };
        };
        responses: {
            /** @description The scenario. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a scenario.
                 * @example order
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetScenariosOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getScenarioOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /**
                 * @description The name of a scenario.
                 * @example order
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenario. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioOfTenant"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    setScenarioOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /**
                 * @description The name of a scenario.
                 * @example order
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioSetting"];
            };
        };
        responses: {
            /** @description The scenario. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioOfTenant"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetScenarioOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /**
                 * @description The name of a scenario.
                 * @example order
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getThrottle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Throttle"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    setThrottle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThrottleLimits"];
            };
        };
        responses: {
            /** @description The limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Throttle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetThrottle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Throttle"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getJournalSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How much the journal keeps. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalSettings"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    setJournal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JournalSettingsChange"];
            };
        };
        responses: {
            /** @description How much the journal keeps. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetJournal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How much the journal keeps. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalSettings"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description One or several, separated by commas: `POST,PATCH`. */
                method?: string;
                /** @description A path or a pattern, as in a fault: `officeConfiguration/**`. */
                path?: string;
                /** @description The tenant, or a pattern. */
                tenant?: string;
                /** @description One or several, `4xx` for a class: `429,5xx`. */
                status?: string;
                /** @description An `operationId` of the document of the resources, or a pattern. */
                operationId?: string;
                /** @description Only requests that a fault affected (`true`), or only the others. */
                fault?: boolean;
                /** @description Only requests inside the batch with this id. */
                parent?: number;
                /** @description From this time on, by the clock. */
                since?: string;
                /** @description Only requests after the one with this id. */
                after?: number;
                /** @description Without headers and bodies, which `GET /__admin/requests/{id}` has. */
                brief?: boolean;
                /** @description At most this many, the latest ones. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalEntryList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    clearRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a request in the journal. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalEntry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    verifyRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Verification"];
            };
        };
        responses: {
            /** @description Whether the count is as expected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    exportRequests: {
        parameters: {
            query?: {
                /** @description One or several, separated by commas: `POST,PATCH`. */
                method?: string;
                /** @description A path or a pattern, as in a fault: `officeConfiguration/**`. */
                path?: string;
                /** @description The tenant, or a pattern. */
                tenant?: string;
                /** @description One or several, `4xx` for a class: `429,5xx`. */
                status?: string;
                /** @description An `operationId` of the document of the resources, or a pattern. */
                operationId?: string;
                /** @description Only requests that a fault affected (`true`), or only the others. */
                fault?: boolean;
                /** @description Only requests inside the batch with this id. */
                parent?: number;
                /** @description From this time on, by the clock. */
                since?: string;
                /** @description Only requests after the one with this id. */
                after?: number;
                /** @description Without headers and bodies, which `GET /__admin/requests/{id}` has. */
                brief?: boolean;
                /** @description At most this many, the latest ones. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpArchive"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    streamRequests: {
        parameters: {
            query?: {
                /** @description One or several, separated by commas: `POST,PATCH`. */
                method?: string;
                /** @description A path or a pattern, as in a fault: `officeConfiguration/**`. */
                path?: string;
                /** @description The tenant, or a pattern. */
                tenant?: string;
                /** @description One or several, `4xx` for a class: `429,5xx`. */
                status?: string;
                /** @description An `operationId` of the document of the resources, or a pattern. */
                operationId?: string;
                /** @description Only requests that a fault affected (`true`), or only the others. */
                fault?: boolean;
                /** @description Only requests inside the batch with this id. */
                parent?: number;
                /** @description From this time on, by the clock. */
                since?: string;
                /** @description Only requests after the one with this id. */
                after?: number;
                /** @description Without headers and bodies, which `GET /__admin/requests/{id}` has. */
                brief?: boolean;
                /** @description At most this many, the latest ones. */
                limit?: number;
                /**
                 * @description Seconds that the stream lasts; without it, the stream has no end. This page fills in 10, because it shows an answer only when that is complete.
                 * @example 10
                 */
                seconds?: number;
            };
            header?: {
                /** @description The last event of an earlier stream: what came since is sent first. */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    makeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listTenants: {
        parameters: {
            query?: {
                /** @description Tenants of a page. */
                top?: number;
                /** @description The id after which the page begins. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tenants. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description It was created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    deleteTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getTenantSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    changeTenantSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantSettings"];
            };
        };
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    exportState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    importState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantState"];
            };
        };
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["ModelValidation"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    importCheckinStatuses: {
        parameters: {
            query?: {
                /** @description Whether to keep the rows that are there. */
                mode?: "append" | "replace";
                /** @description The id of the client configuration that the rows belong to; without it, they are the tenant's. */
                configuration?: string;
            };
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description How many rows were imported. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
            400: components["responses"]["ModelValidation"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    generateFleet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FleetRequest"];
            };
        };
        responses: {
            /** @description What was made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fleet"];
                    "application/x-ndjson": string;
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    compareCheckinSummary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Both of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckinSummaries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listSnapshotsOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshots. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    takeSnapshotOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SnapshotTaking"];
            };
        };
        responses: {
            /** @description It replaced another one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description It is new. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    deleteSnapshotOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    noteSnapshotOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnapshotChange"];
            };
        };
        responses: {
            /** @description The snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    compareSnapshotOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What differs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotDifference"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    restoreSnapshotOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listDifferencesOfTenant: {
        parameters: {
            query?: {
                /** @description Rows of each kind at most. */
                top?: number;
            };
            header?: never;
            path: {
                /** @description The id of a tenant, such as `contoso`; upper and lower case are the same. */
                tenant: string;
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
                /** @description As the comparison names it, such as `officeClientCheckinStatus`. */
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotRows"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resetAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listSnapshotsOfAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshots. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    takeSnapshotOfAll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SnapshotTaking"];
            };
        };
        responses: {
            /** @description It replaced another one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description It is new. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    deleteSnapshotOfAll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    noteSnapshotOfAll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnapshotChange"];
            };
        };
        responses: {
            /** @description The snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    compareSnapshotOfAll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What differs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotDifference"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    restoreSnapshotOfAll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a snapshot, such as `before-suite`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    backUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The database, as a file of SQLite. */
            200: {
                headers: {
                    /** @description Proposes the name `office.db`. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.sqlite3": string;
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
}
