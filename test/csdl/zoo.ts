/** Documents with every element and attribute of CSDL 4.01, for the tests that read and write them. */

export const zooXml = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:Reference Uri="https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml">
    <edmx:Include Namespace="Org.OData.Core.V1" Alias="Core">
      <Annotation xmlns="http://docs.oasis-open.org/odata/ns/edm" Term="Core.Description" String="What everybody has" />
    </edmx:Include>
  </edmx:Reference>
  <edmx:Reference Uri="https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Capabilities.V1.xml">
    <edmx:Include Namespace="Org.OData.Capabilities.V1" />
    <Annotation xmlns="http://docs.oasis-open.org/odata/ns/edm" Term="Core.LongDescription" String="What it can" />
  </edmx:Reference>
  <edmx:Reference Uri="https://example.org/labels">
    <edmx:IncludeAnnotations TermNamespace="org.example.labels" />
    <edmx:IncludeAnnotations TermNamespace="org.example.labels" Qualifier="Tablet" TargetNamespace="Zoo" />
  </edmx:Reference>
  <edmx:DataServices>
    <Schema Namespace="Zoo" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EnumType Name="Diet" UnderlyingType="Edm.Byte" IsFlags="true">
        <Member Name="None" Value="0" />
        <Member Name="Plants" Value="1"><Annotation Term="Core.Description" String="Leaves" /></Member>
        <Member Name="Meat" Value="2" />
        <Annotation Term="Core.Description" String="What it eats" />
      </EnumType>
      <EnumType Name="Size">
        <Member Name="Small" />
        <Member Name="Large" />
      </EnumType>
      <EnumType Name="Distance" UnderlyingType="Edm.Int64">
        <Member Name="Near" Value="-9007199254740993" />
        <Member Name="Far" Value="9007199254740993" />
      </EnumType>
      <TypeDefinition Name="Weight" UnderlyingType="Edm.Decimal" Precision="10" Scale="3">
        <Annotation Term="Org.OData.Measures.V1.Unit" String="kg" />
      </TypeDefinition>
      <TypeDefinition Name="Code" UnderlyingType="Edm.String" MaxLength="5" Unicode="false" />
      <TypeDefinition Name="Spot" UnderlyingType="Edm.GeographyPoint" SRID="variable" />
      <TypeDefinition Name="Anything" UnderlyingType="Edm.PrimitiveType" />
      <ComplexType Name="Place" Abstract="true" OpenType="true">
        <Property Name="Where" Type="Self.Spot" />
        <NavigationProperty Name="Keeper" Type="Self.Person" />
        <Annotation Term="Core.Description" String="A place" />
      </ComplexType>
      <ComplexType Name="Cage" BaseType="Self.Place" OpenType="true">
        <Property Name="Number" Type="Edm.Int32" Nullable="false" />
        <Property Name="Inner" Type="Self.Cage" />
        <NavigationProperty Name="Cleaners" Type="Collection(Zoo.Person)" />
      </ComplexType>
      <EntityType Name="Thing" Abstract="true" OpenType="true">
        <Annotation Term="Core.Description" String="Anything" />
      </EntityType>
      <EntityType Name="Animal" BaseType="Zoo.Thing" OpenType="true" HasStream="true">
        <Key>
          <PropertyRef Name="Id" />
          <PropertyRef Name="Home/Number" Alias="CageNumber" />
        </Key>
        <Property Name="Id" Type="Edm.Guid" Nullable="false">
          <Annotation Term="Core.Computed" />
        </Property>
        <Property Name="Home" Type="Self.Cage" Nullable="false" />
        <Property Name="Name" Type="Edm.String" MaxLength="max" Unicode="true" DefaultValue="Nobody &amp; &quot;none&quot;" />
        <Property Name="Tags" Type="Collection(Edm.String)" Nullable="false" MaxLength="20" />
        <Property Name="Cages" Type="Collection(Self.Cage)" Nullable="true" />
        <Property Name="Diet" Type="Self.Diet" DefaultValue="Plants,Meat" />
        <Property Name="Size" Type="Self.Size" Nullable="false" DefaultValue="Large" />
        <Property Name="Weight" Type="Self.Weight" DefaultValue="1.250" />
        <Property Name="Code" Type="Self.Code" />
        <Property Name="Binary" Type="Edm.Binary" MaxLength="100" DefaultValue="T0RhdGE" />
        <Property Name="Boolean" Type="Edm.Boolean" DefaultValue="true" />
        <Property Name="Byte" Type="Edm.Byte" DefaultValue="255" />
        <Property Name="Date" Type="Edm.Date" DefaultValue="2000-01-31" />
        <Property Name="DateTimeOffset" Type="Edm.DateTimeOffset" Precision="7" DefaultValue="2000-01-31T12:00:00.1234567+01:00" />
        <Property Name="Decimal" Type="Edm.Decimal" Precision="20" Scale="variable" DefaultValue="12345678901234567.89" />
        <Property Name="Floating" Type="Edm.Decimal" Precision="7" Scale="floating" />
        <Property Name="Whole" Type="Edm.Decimal" />
        <Property Name="Double" Type="Edm.Double" DefaultValue="-INF" />
        <Property Name="Duration" Type="Edm.Duration" Precision="3" DefaultValue="P1DT2H3M4.5S" />
        <Property Name="Int16" Type="Edm.Int16" DefaultValue="-32768" />
        <Property Name="Int64" Type="Edm.Int64" DefaultValue="9223372036854775807" />
        <Property Name="SByte" Type="Edm.SByte" DefaultValue="-128" />
        <Property Name="Single" Type="Edm.Single" DefaultValue="1.5" />
        <Property Name="Stream" Type="Edm.Stream" />
        <Property Name="TimeOfDay" Type="Edm.TimeOfDay" Precision="12" DefaultValue="12:30:00" />
        <Property Name="Untyped" Type="Edm.Untyped" />
        <Property Name="Primitive" Type="Edm.PrimitiveType" />
        <Property Name="Complex" Type="Edm.ComplexType" />
        <Property Name="Track" Type="Edm.GeographyLineString" SRID="4326" />
        <Property Name="Area" Type="Edm.GeometryMultiPolygon" SRID="0" />
        <Property Name="Spots" Type="Collection(Edm.GeographyPoint)" Nullable="false" />
        <NavigationProperty Name="Keeper" Type="Self.Person" Nullable="false" Partner="Animals">
          <ReferentialConstraint Property="Name" ReferencedProperty="Pet">
            <Annotation Term="Core.Description" String="The same name" />
          </ReferentialConstraint>
          <ReferentialConstraint Property="Home/Number" ReferencedProperty="Number" />
        </NavigationProperty>
        <NavigationProperty Name="Parents" Type="Collection(Self.Animal)" />
        <NavigationProperty Name="Any" Type="Edm.EntityType" />
        <NavigationProperty Name="Records" Type="Collection(Self.Record)" ContainsTarget="true" />
        <NavigationProperty Name="Passport" Type="Self.Record" ContainsTarget="true" Nullable="true" />
      </EntityType>
      <EntityType Name="Lion" BaseType="Zoo.Animal" OpenType="true" HasStream="true">
        <Property Name="Mane" Type="Edm.Boolean" />
        <NavigationProperty Name="Pride" Type="Collection(Self.Lion)" Partner="Zoo.Lion/Pride" />
      </EntityType>
      <EntityType Name="Record">
        <Key><PropertyRef Name="Number" /></Key>
        <Property Name="Number" Type="Self.Code" Nullable="false" />
      </EntityType>
      <EntityType Name="Person">
        <Key><PropertyRef Name="Number" /></Key>
        <Property Name="Number" Type="Edm.Int32" Nullable="false" />
        <Property Name="Pet" Type="Edm.String" />
        <NavigationProperty Name="Animals" Type="Collection(Self.Animal)" Partner="Keeper">
          <OnDelete Action="SetNull"><Annotation Term="Core.Description" String="They stay" /></OnDelete>
        </NavigationProperty>
      </EntityType>
      <EntityType Name="Keyless">
        <Property Name="Text" Type="Edm.String" />
      </EntityType>
      <Action Name="Feed" IsBound="true" EntitySetPath="animal/Keeper">
        <Parameter Name="animal" Type="Self.Animal" Nullable="false" />
        <Parameter Name="what" Type="Self.Diet" Nullable="false"><Annotation Term="Core.Description" String="The food" /></Parameter>
        <Parameter Name="much" Type="Edm.Decimal" Precision="5" Scale="2">
          <Annotation Term="Core.OptionalParameter">
            <Record><PropertyValue Property="DefaultValue" String="1.00" /></Record>
          </Annotation>
        </Parameter>
        <ReturnType Type="Self.Person" Nullable="false"><Annotation Term="Core.Description" String="Who fed it" /></ReturnType>
        <Annotation Term="Core.Description" String="Feeds" />
      </Action>
      <Action Name="Feed" IsBound="true">
        <Parameter Name="animals" Type="Collection(Self.Animal)" />
      </Action>
      <Action Name="Close" />
      <Function Name="Find" IsComposable="true">
        <Parameter Name="name" Type="Edm.String" Unicode="false" MaxLength="20" />
        <ReturnType Type="Collection(Self.Animal)" />
      </Function>
      <Function Name="Find">
        <Parameter Name="code" Type="Collection(Self.Code)" Nullable="false" />
        <ReturnType Type="Collection(Self.Animal)" />
      </Function>
      <Function Name="Count" IsBound="true">
        <Parameter Name="cage" Type="Collection(Self.Cage)" Nullable="false" />
        <Parameter Name="spot" Type="Edm.GeographyPoint" SRID="4326" />
        <ReturnType Type="Edm.Int64" Nullable="false" />
      </Function>
      <Term Name="Danger" Type="Edm.Int32" DefaultValue="5" AppliesTo="EntityType Property" Nullable="false">
        <Annotation Term="Core.Description" String="How dangerous" />
      </Term>
      <Term Name="Label" Type="Edm.String" MaxLength="10" />
      <Term Name="ShortLabel" Type="Edm.String" BaseTerm="Self.Label" />
      <Term Name="Path" Type="Collection(Edm.AnyPropertyPath)" Nullable="false" />
      <EntityContainer Name="Base">
        <EntitySet Name="Records" EntityType="Self.Record" />
        <EntitySet Name="Animals" EntityType="Self.Animal" IncludeInServiceDocument="false" />
      </EntityContainer>
      <EntityContainer Name="All" Extends="Zoo.Base">
        <EntitySet Name="Animals" EntityType="Self.Lion">
          <NavigationPropertyBinding Path="Keeper" Target="People" />
          <NavigationPropertyBinding Path="Home/Keeper" Target="People" />
          <NavigationPropertyBinding Path="Zoo.Lion/Pride" Target="Zoo.All/Animals" />
          <Annotation Term="Core.Description" String="The lions" />
        </EntitySet>
        <EntitySet Name="People" EntityType="Self.Person" IncludeInServiceDocument="false">
          <NavigationPropertyBinding Path="Animals" Target="Animals" />
        </EntitySet>
        <Singleton Name="Director" Type="Self.Person" Nullable="true">
          <NavigationPropertyBinding Path="Animals" Target="Animals" />
          <Annotation Term="Core.Description" String="The boss" />
        </Singleton>
        <Singleton Name="Only" Type="Self.Keyless" />
        <ActionImport Name="Close" Action="Self.Close"><Annotation Term="Core.Description" String="Closes" /></ActionImport>
        <FunctionImport Name="Find" Function="Self.Find" EntitySet="Animals" IncludeInServiceDocument="true">
          <Annotation Term="Core.Description" String="Finds" />
        </FunctionImport>
        <Annotation Term="Org.OData.Capabilities.V1.BatchSupported" Bool="false" />
      </EntityContainer>
      <Annotation Term="Core.SchemaVersion" String="1.0" />
      <Annotations Target="Self.Animal/Name">
        <Annotation Term="Core.Description" String="Its name">
          <Annotation Term="Core.IsLanguageDependent" Bool="true" />
        </Annotation>
        <Annotation Term="Self.Label" Qualifier="Short" String="N" />
      </Annotations>
      <Annotations Target="Zoo.Animal" Qualifier="Tablet">
        <Annotation Term="Self.Danger" />
      </Annotations>
      <Annotations Target="Self.Feed(Self.Animal)/what">
        <Annotation Term="Core.LongDescription" String="What it gets" />
      </Annotations>
      <Annotations Target="Self.All/Animals/Keeper">
        <Annotation Term="Org.OData.Capabilities.V1.ReadRestrictions">
          <Record><PropertyValue Property="Readable" Bool="false" /></Record>
        </Annotation>
      </Annotations>
    </Schema>
    <Schema Namespace="Zoo.Expressions" Alias="Ex" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="Holder">
        <Key><PropertyRef Name="Id" /></Key>
        <Property Name="Id" Type="Edm.String" Nullable="false" />
        EXPRESSIONS
      </EntityType>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
`

const note = '<Annotation Term="Core.Description" String="Why"/>'

/** Every expression of CSDL 4.01, section 14, each the value of an annotation: an attribute, or what stands inside. */
export const expressions: readonly string[] = [
  'Binary="T0RhdGE"', 'Bool="true"', 'Date="2000-01-01"', 'DateTimeOffset="2000-01-01T16:00:00.000Z"', 'Decimal="3.140"', 'Duration="P7D"',
  'EnumMember="Self.Diet/Plants Self.Diet/Meat"', 'Float="-INF"', 'Float="3.14e10"', 'Guid="21EC2020-3AEA-1069-A2DD-08002B30309D"',
  'Int="-9223372036854775808"', 'String="a &lt;b&gt; &amp;amp; &quot;c&quot;&#10;d"', 'String=""', 'TimeOfDay="21:45:00"',
  'AnnotationPath="Home/@Core.Description#Short"', 'ModelElementPath="Zoo.All/Animals"', 'NavigationPropertyPath="Keeper"',
  'Path="Home/Zoo.Cage/Number"', 'PropertyPath="Home/Number"', 'UrlRef="http://host/wiki/HowToUse"', '',
  '<Collection/>',
  '<Collection><String>a</String><Int>1</Int><Null/><Path>Name</Path><PropertyPath>Id</PropertyPath></Collection>',
  `<And><Path>A</Path><Or><Path>B</Path><Not><Bool>false</Bool>${note}</Not></Or></And>`,
  '<Eq><Null/><Path>A</Path></Eq>', '<Ne><Path>A</Path><Int>1</Int></Ne>', '<Gt><Path>A</Path><Int>1</Int></Gt>',
  '<Ge><Path>A</Path><Decimal>1.5</Decimal></Ge>', '<Lt><Path>A</Path><Float>1</Float></Lt>',
  '<Le><Path>A</Path><Date>2000-01-01</Date></Le>', '<Has><Path>Diet</Path><EnumMember>Self.Diet/Meat</EnumMember></Has>',
  '<In><Path>Size</Path><Collection><String>XS</String></Collection></In>', '<Neg><Path>A</Path></Neg>',
  '<Add><Path>A</Path><Duration>P1D</Duration></Add>', '<Sub><Path>A</Path><Path>B</Path></Sub>', '<Mul><Path>A</Path><Path>B</Path></Mul>',
  '<Div><Path>A</Path><Path>B</Path></Div>', '<DivBy><Path>A</Path><Path>B</Path></DivBy>', '<Mod><Path>A</Path><Path>B</Path></Mod>',
  `<Apply Function="odata.concat">${note}<String>Name: </String><Path>Name</Path></Apply>`,
  `<Apply Function="odata.fillUriTemplate"><String>http://host/{n}</String><LabeledElement Name="n" Path="Name">${note}</LabeledElement></Apply>`,
  `<Cast Type="Edm.Decimal" Precision="5" Scale="2">${note}<Path>A</Path></Cast>`,
  '<Cast Type="Collection(Edm.String)" MaxLength="5" Unicode="false"><Path>A</Path></Cast>',
  '<IsOf Type="Self.Lion"><Path>Keeper</Path></IsOf>',
  `<If>${note}<Path>A</Path><String>yes</String><String>no</String></If>`,
  '<Collection><If><Path>A</Path><String>yes</String></If></Collection>',
  '<LabeledElement Name="Label"><Neg><Path>A</Path></Neg></LabeledElement>',
  '<LabeledElementReference>Ex.Label</LabeledElementReference>',
  `<Null>${note}</Null>`,
  `<Record Type="Self.Cage"><PropertyValue Property="Number" Int="1">${note}</PropertyValue><PropertyValue Property="Inner"><Record/></PropertyValue>${note}</Record>`,
  `<UrlRef>${note}<Apply Function="odata.concat"><String>a</String><String>b</String></Apply></UrlRef>`
]

/** One annotation an expression, told apart by qualifiers. */
export const zoo = zooXml.replace('EXPRESSIONS', expressions.map((expression, index) => expression.startsWith('<')
  ? `<Annotation Term="Ex.Value" Qualifier="q${index}">${expression}</Annotation>`
  : `<Annotation Term="Ex.Value" Qualifier="q${index}" ${expression}/>`).join('\n        '))
