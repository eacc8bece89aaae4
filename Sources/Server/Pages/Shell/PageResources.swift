import Mustache

/// The embedded templates and tables of strings, by name.
enum PageResources {
    static let words: [[UInt8]] = [
        PackageResources.words_shell_json, PackageResources.words_faults_json, PackageResources.words_account_json,
        PackageResources.words_settings_json, PackageResources.words_webhooks_json,
        PackageResources.words_deliveries_json, PackageResources.words_projects_json,
        PackageResources.words_artifacts_json, PackageResources.words_applications_json,
        PackageResources.words_said_json, PackageResources.words_steps_json,
    ]

    static let templates: [String: [UInt8]] = [
        "layout": PackageResources.layout_mustache,
        "faults": PackageResources.faults_mustache,
        "problem": PackageResources.problem_mustache,
        "confirm": PackageResources.confirm_mustache,
        "sentence": PackageResources.sentence_mustache,
        "sign-in": PackageResources.sign_in_mustache,
        "set-password": PackageResources.set_password_mustache,
        "account": PackageResources.account_mustache,
        "members": PackageResources.members_mustache,
        "tokens": PackageResources.tokens_mustache,
        "admin": PackageResources.admin_mustache,
        "application": PackageResources.application_mustache,
        "application-list": PackageResources.application_list_mustache,
        "artifact": PackageResources.artifact_mustache,
        "artifact-list": PackageResources.artifact_list_mustache,
        "artifact-rows": PackageResources.artifact_rows_mustache,
        "artifact-empty": PackageResources.artifact_empty_mustache,
        "project-list": PackageResources.project_list_mustache,
        "project-new": PackageResources.project_new_mustache,
        "project-fields": PackageResources.project_fields_mustache,
        "project-settings": PackageResources.project_settings_mustache,
        "project-home": PackageResources.project_home_mustache,
        "mark": PackageResources.mark_mustache,
        "cut": PackageResources.cut_mustache,
        "input": PackageResources.input_mustache,
        "webhook": PackageResources.webhook_mustache,
        "webhook-list": PackageResources.webhook_list_mustache,
        "webhook-new": PackageResources.webhook_new_mustache,
        "webhook-form": PackageResources.webhook_form_mustache,
        "webhook-faults": PackageResources.webhook_faults_mustache,
        "delivery": PackageResources.delivery_mustache,
        "delivery-list": PackageResources.delivery_list_mustache,
        "delivery-rows": PackageResources.delivery_rows_mustache,
    ]

    static let library: MustacheLibrary = {
        do {
            return MustacheLibrary(
                templates: try templates.mapValues {
                    try MustacheTemplate(string: String(decoding: $0, as: UTF8.self))
                })
        } catch {
            preconditionFailure("A template is malformed: \(error)")
        }
    }()
}
