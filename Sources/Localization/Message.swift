/// Something that the program says to people: a case with named values, never a sentence.
///
/// The types are declared where the facts are known, in the packages below; their texts are here, each an exhaustive
/// `switch`. Text is made at the edge alone: when an answer, a page or a line of the terminal is written.
package protocol Message: Sendable {
    var text: LocalizedText { get }
}
