import Domain
import Localization

/// The form of a new or existing project.
struct ProjectFormView: Sendable {
    struct Host: Sendable {
        /// As the API has it.
        var value: String
        /// As the host writes itself.
        var name: String
        var isChosen: Bool
    }

    var id: FieldView
    var namespace: FieldView
    var name: FieldView
    var baselineBranch: FieldView
    var repositoryURL: FieldView
    var confirm: FieldView
    var hosts: [Host]
    var isPublic: Bool
    var faults: [FaultView]
    var hasFaults: Bool

    init(_ draft: ProjectDraft, _ faults: [FieldFault], _ strings: Strings) {
        func field(_ name: String, _ value: String, hint: String? = nil) -> FieldView {
            FieldView(
                name, label: strings("project-\(name)"), value: value, hint: hint,
                fault: faults.text(of: name, strings))
        }
        id = field("id", draft.id, hint: strings("hint-project-id"))
        namespace = field("namespace", draft.namespace, hint: strings("hint-project-namespace"))
        name = field("name", draft.name)
        baselineBranch = field("baselineBranch", draft.baselineBranch, hint: strings("hint-baseline"))
        repositoryURL = field("repositoryUrl", draft.repositoryURL, hint: strings("hint-repositoryUrl"))
        confirm = field("confirm", "")
        hosts = Project.Host.allCases.map {
            Host(value: $0.rawValue, name: strings("host-\($0.rawValue)"), isChosen: $0.rawValue == draft.host)
        }
        isPublic = draft.isPublic
        self.faults = faults.map {
            FaultView($0, label: strings("project-\($0.field)"), strings)
        }
        hasFaults = !faults.isEmpty
    }
}
