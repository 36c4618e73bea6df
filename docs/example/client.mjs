// The same client in JavaScript. `words` are the functions of faulty.mjs or mended.mjs.
export class AgentClient {
    constructor(base, words, headers = {}) {
        Object.assign(this, { base, words, headers });
    }

    // Renames the agent; its card, or an error with the status.
    async rename(agent, name) {
        const answer = await fetch(`${this.base}/v1/agent/${agent}`, {
            method: "PATCH", body: JSON.stringify({ name }),
            headers: { Authorization: "Bearer token", "Content-Type": "application/json", ...this.headers },
        });
        if (!answer.ok)
            throw Object.assign(new Error(`the server says ${answer.status}`), { status: answer.status });
        return this.#card(await answer.json());
    }

    #card(agent) {
        const { nameOf, languageOf, remindersOf } = this.words;
        return `${nameOf(agent)} speaks ${languageOf(agent)} and gives ${remindersOf(agent)} reminders`;
    }
}

export const LANGUAGES = {
    bg: "Bulgarian", ca: "Catalan", cs: "Czech", da: "Danish", de: "German", el: "Greek",
    en: "English", es: "Spanish", et: "Estonian", fi: "Finnish", fr: "French", hi: "Hindi",
    hu: "Hungarian", id: "Indonesian", it: "Italian", ja: "Japanese", ko: "Korean",
    lt: "Lithuanian", lv: "Latvian", ms: "Malay", nl: "Dutch", no: "Norwegian", pl: "Polish",
    pt: "Portuguese", ro: "Romanian", ru: "Russian", sk: "Slovak", sv: "Swedish", th: "Thai",
    tr: "Turkish", uk: "Ukrainian", vi: "Vietnamese", zh: "Chinese",
};
